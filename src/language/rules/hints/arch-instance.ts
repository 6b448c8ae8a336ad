/** An instance type has one processor architecture. */
import type { AttachedHints } from '../../hints/attach.ts';
import { findInstance } from '../../hints/instances.ts';
import { readingsOf } from '../../hints/reading.ts';
import { defineRule } from '../define.ts';
import { setValue } from './edits.ts';
import { laterFirst } from './later-line.ts';

export const archInstance = defineRule<AttachedHints>({
  id: 'hints/arch-instance',
  severity: 'error',
  title: 'node_selector.arch is that of the instance type',
  why: 'No node has the one and the other, so the pods would wait for ever. The instance type of a workload’s defaults does not count: it is a wish and no requirement. Instance types that this program does not know are passed over.',
  bad: '-- @ferris:node_selector.instance_type=m7g.xlarge\n-- @ferris:node_selector.arch=amd64\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:node_selector.instance_type=m7g.xlarge\n-- @ferris:node_selector.arch=arm64\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    for (const reading of readingsOf(attached)) {
      const type = reading.written('node_selector.instance_type');
      const arch = reading.written('node_selector.arch');
      const instance = type && findInstance(type.value);
      if (!type || !arch || !instance || instance.arch === arch.value) continue;
      const [at, other] = laterFirst(type, arch);
      report(at.valueSpan, {
        message: `${instance.type} has ${instance.arch} processors, and node_selector.arch is ${arch.value}`,
        help: `set node_selector.arch=${instance.arch}, or choose another instance type`,
        related: [{ span: other.span, message: `${other.key} is given here` }],
        fixes: [{ title: `Set node_selector.arch=${instance.arch}`, edits: [setValue(arch, instance.arch)] }],
      });
    }
  },
});
