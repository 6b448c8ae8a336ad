/** The same hint twice in the same place. */
import type { AttachedHints } from '../../hints/attach.ts';
import type { HintLine } from '../../text/scan.ts';
import { defineRule } from '../define.ts';

export const duplicateKey = defineRule<AttachedHints>({
  id: 'hints/duplicate-key',
  severity: 'error',
  title: 'A hint is given once',
  why: 'Of two values only one can count. (A statement may repeat a hint of its file: its own wins.) The same value twice is only a warning.',
  bad: '-- @ferris:scaling.max_replicas=10\n-- @ferris:scaling.max_replicas=20\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:scaling.max_replicas=20\nSELECT ticker FROM trades;\n',
  check: ({ file, scopes }, report) => {
    for (const hints of [file, ...scopes.map(scope => scope.own)]) {
      const seen = new Map<string, HintLine>();
      for (const hint of hints) {
        const before = seen.get(hint.key);
        seen.set(hint.key, hint);
        if (!before || hint.value === undefined || before.value === undefined) continue;
        const same = hint.value === before.value;
        report(hint.keySpan, {
          severity: same ? 'warning' : 'error',
          message: same
            ? `${hint.key} is given twice`
            : `${hint.key} is given twice: as '${before.value}' and as '${hint.value}'`,
          help: 'keep one of them',
          related: [{ span: before.span, message: 'given here before' }],
        });
      }
    }
  },
});
