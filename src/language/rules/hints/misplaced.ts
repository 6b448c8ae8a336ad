/** A hint that belongs to no statement, or stands where nobody looks for it. */
import type { AttachedHints, MisplacedHint } from '../../hints/attach.ts';
import { defineRule } from '../define.ts';

export const misplaced = defineRule<AttachedHints>({
  id: 'hints/misplaced',
  severity: 'warning',
  title: 'Hints stand above their statement',
  why: 'A hint counts for the deployable statement below it. In the middle of a statement, behind other text, or with no such statement below, it has no effect.',
  bad: 'SELECT ticker\n-- @ferris:workload=trading\nFROM trades;\n',
  good: '-- @ferris:workload=trading\nSELECT ticker\nFROM trades;\n',
  check: (attached, report) => {
    for (const one of attached.misplaced)
      report(one.hint, { message: MESSAGES[one.why], help: HELPS[one.why], ...fixOf(one) });
  },
});

const MESSAGES: Readonly<Record<MisplacedHint['why'], string>> = {
  inside: 'this hint stands in the middle of a statement and has no effect',
  beside: 'this hint stands behind other text on its line and has no effect',
  'nothing-follows': 'no statement that runs on follows this hint, so it has no effect',
};
const HELPS: Readonly<Record<MisplacedHint['why'], string>> = {
  inside: 'move it above the statement',
  beside: 'give it a line of its own above its statement',
  'nothing-follows': 'put it above a SELECT, CREATE … AS SELECT, INSERT … SELECT, START JOB or DEPLOY JOB',
};

function fixOf({ hint, belongsAt }: MisplacedHint) {
  const { key, value, span, valueSpan } = hint;
  // With a comment behind the value the line cannot be rebuilt from what is known here.
  if (belongsAt === undefined || value === undefined || valueSpan?.end !== span.end) return {};
  return {
    fixes: [
      {
        title: 'Move the hint above the statement',
        edits: [
          {
            span: { start: belongsAt.offset, end: belongsAt.offset },
            text: `${belongsAt.before}-- @ferris:${key}=${value}\n`,
          },
          { span, text: '' },
        ],
      },
    ],
  };
}
