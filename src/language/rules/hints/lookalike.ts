/** A comment that was meant as a hint. */
import type { AttachedHints } from '../../hints/attach.ts';
import { defineRule } from '../define.ts';

export const lookalike = defineRule<AttachedHints>({
  id: 'hints/lookalike',
  severity: 'warning',
  title: "A hint begins with '-- @ferris:'",
  why: 'Anything else is a comment, and what it says has no effect.',
  bad: '-- @feris:workload=trading\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:workload=trading\nSELECT ticker FROM trades;\n',
  check: ({ lookalikes }, report) => {
    for (const { span, intended } of lookalikes)
      report(span, {
        message: "this looks like a hint, but hints begin with '-- @ferris:'",
        ...(intended === undefined
          ? { help: 'write it as a line of its own: -- @ferris:key=value' }
          : {
              help: `write '${intended}'`,
              fixes: [{ title: `Write '${intended}'`, edits: [{ span, text: intended }] }],
            }),
      });
  },
});
