/** Which nodes the pods may run on. */
import { defineCategory, defineHint } from '../define.ts';
import { oneOf } from '../types/choice.ts';
import { labelValue } from '../types/text.ts';

export const nodeSelector = defineCategory({
  name: 'node_selector',
  title: 'Node selection',
  doc: 'Which nodes the pods may run on.',
  hints: [
    defineHint({
      key: 'node_selector.instance_type',
      type: labelValue('an instance type', '<aws_instance_type>', [
        { value: 'c5.2xlarge', doc: '8 CPUs, 16 GB: CPU-optimised' },
        { value: 'c5.4xlarge', doc: '16 CPUs, 32 GB: CPU-optimised' },
        { value: 'c5n.2xlarge', doc: '8 CPUs, 21 GB: fast network' },
        { value: 'm5.2xlarge', doc: '8 CPUs, 32 GB: balanced' },
        { value: 'r5.2xlarge', doc: '8 CPUs, 64 GB: memory-optimised' },
        { value: 'r5.4xlarge', doc: '16 CPUs, 128 GB: memory-optimised' },
      ]),
      doc: 'The instance type of the nodes (label `node.kubernetes.io/instance-type`).',
      example: 'r5.2xlarge',
      defaults: { trading: 'c5.2xlarge', analytics: 'r5.2xlarge' },
    }),
    defineHint({
      key: 'node_selector.zone',
      type: labelValue('an availability zone', '<availability_zone>'),
      doc: 'The availability zone of the nodes (label `topology.kubernetes.io/zone`). All pods in one zone fail together.',
      example: 'us-west-2a',
    }),
    defineHint({
      key: 'node_selector.arch',
      type: oneOf({ amd64: 'Intel and AMD processors', arm64: 'ARM processors, such as Graviton' }),
      doc: 'The processor architecture of the nodes (label `kubernetes.io/arch`).',
      example: 'arm64',
    }),
    defineHint({
      key: 'node_selector.custom.<key>',
      type: labelValue("a label's value", '<value>'),
      doc: 'Any other label that the nodes must carry.',
      example: 'ssd',
      placeholder: {
        form: /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
        description: 'a label key such as disktype or example.com/pool',
        example: 'disktype',
      },
    }),
  ],
});
