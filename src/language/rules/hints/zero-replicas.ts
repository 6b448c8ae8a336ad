/** No pod at all is a decision of its own. */
import type { AttachedHints } from '../../hints/attach.ts';
import { conditionKey, conditionsOf } from '../../hints/conditions.ts';
import { readingsOf } from '../../hints/reading.ts';
import { nothingWakes } from '../../hints/waking.ts';
import { defineRule } from '../define.ts';
import { setHint, setValue } from './edits.ts';

const SWITCH = 'scaling.scale_to_zero';

export const zeroReplicas = defineRule<AttachedHints>({
  id: 'hints/zero-replicas',
  severity: 'error',
  title: 'min_replicas=0 goes with scale_to_zero=enabled',
  why: 'With no pod left nothing is processed until something starts one again, and the first records wait for it. That must be wanted: `scaling.scale_to_zero` says so. Reporting workloads have it enabled where nothing is said.',
  bad: '-- @ferris:workload=realtime\n-- @ferris:scaling.min_replicas=0\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:workload=realtime\n-- @ferris:scaling.min_replicas=0\n-- @ferris:scaling.scale_to_zero=enabled\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    for (const reading of readingsOf(attached)) {
      if (!reading.surely(SWITCH, value => value !== 'enabled')) continue;
      const keys = [
        'scaling.min_replicas',
        ...conditionsOf(reading).map(({ name }) => conditionKey(name, 'min_replicas')),
      ];
      for (const key of keys) {
        const hint = reading.written(key);
        if (!hint || reading.number(key) !== 0) continue;
        const disabled = reading.written(SWITCH);
        const enable = { title: `Set ${SWITCH}=enabled`, edits: [setHint(reading, SWITCH, 'enabled', hint)] };
        const keepOne = { title: 'Keep one pod', edits: [setValue(hint, '1')] };
        report(hint.valueSpan, {
          message: `${key}=0 lets the last pod go, but ${SWITCH} is ${disabled ? 'disabled' : 'not enabled'}`,
          help: `set ${SWITCH}=enabled, or keep at least one pod`,
          ...(disabled ? { related: [{ span: disabled.span, message: 'the last pod is kept here' }] } : {}),
          // Enabled with nothing to wake it, the next rule would object.
          fixes: nothingWakes(reading) ? [keepOne, enable] : [enable, keepOne],
        });
      }
    }
  },
});
