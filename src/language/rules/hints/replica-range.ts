/** At least more than at most: no number of pods can be both. */
import type { AttachedHints } from '../../hints/attach.ts';
import { numberOf } from '../../hints/number-of.ts';
import { defineRule } from '../define.ts';

const MINIMUM = /^(scaling\.(?:[a-z][a-z0-9_]*\.)?)min_replicas$/;

export const replicaRange = defineRule<AttachedHints>({
  id: 'hints/replica-range',
  severity: 'error',
  title: 'min_replicas is not above max_replicas',
  why: 'No number of pods is at least the one and at most the other, so no autoscaler can be made of it. The bounds of each condition are compared, too. Only what is written counts: a default of the workload gives way to it.',
  bad: '-- @ferris:scaling.min_replicas=10\n-- @ferris:scaling.max_replicas=2\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:scaling.min_replicas=2\n-- @ferris:scaling.max_replicas=10\nSELECT ticker FROM trades;\n',
  check: ({ scopes }, report) => {
    for (const { effective } of scopes)
      for (const [key, low] of effective) {
        const prefix = MINIMUM.exec(key)?.[1];
        const high = prefix === undefined ? undefined : effective.get(`${prefix}max_replicas`);
        const [min, max] = [numberOf(low), numberOf(high)];
        if (!high || min === undefined || max === undefined || min <= max) continue;
        // The later of the two is the one that made it wrong: mostly the statement's own.
        const [at, other] = low.span.start > high.span.start ? [low, high] : [high, low];
        report(at.valueSpan ?? at.span, {
          message: `${key} (${min}) is above ${high.key} (${max})`,
          help: `raise ${high.key} to at least ${min}, or lower ${key} to at most ${max}`,
          related: [{ span: other.span, message: `${other.key} is given here` }],
          fixes: [
            {
              title: 'Swap the two values',
              edits: [
                { span: low.valueSpan!, text: high.value! },
                { span: high.valueSpan!, text: low.value! },
              ],
            },
          ],
        });
      }
  },
});
