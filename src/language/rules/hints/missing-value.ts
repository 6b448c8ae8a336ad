/** A hint without `=` says nothing. */

import type { AttachedHints } from '../../hints/attach.ts';
import { findHint } from '../../hints/catalogue.ts';
import { defineRule } from '../define.ts';

export const missingValue = defineRule<AttachedHints>({
  id: 'hints/missing-value',
  severity: 'error',
  title: 'A hint is written key=value',
  why: 'Without its value a hint has no effect.',
  bad: '-- @ferris:workload trading\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:workload=trading\nSELECT ticker FROM trades;\n',
  check: ({ all }, report) => {
    for (const { key, keySpan, value, span } of all) {
      if (value !== undefined) continue;
      const entry = findHint(key.replace(/:$/, ''))?.entry;
      report(key === '' ? span : keySpan, {
        message:
          key === ''
            ? "a hint needs a key and a value: '-- @ferris:key=value'"
            : `'${key}' has no value: a hint is written key=value`,
        ...(entry
          ? { help: `${entry.key} takes ${entry.type.description}; for example ${entry.key}=${entry.example}` }
          : {}),
        ...(entry
          ? { fixes: [{ title: `Write '${entry.key}='`, edits: [{ span: keySpan, text: `${entry.key}=` }] }] }
          : {}),
      });
    }
  },
});
