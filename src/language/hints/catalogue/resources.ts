/** What one pod needs of its node. */
import { defineCategory, defineHint } from '../define.ts';
import { boolean } from '../types/choice.ts';
import { decimal } from '../types/number.ts';
import { labelValue } from '../types/text.ts';

export const resources = defineCategory({
  name: 'resources',
  title: 'Resources of a pod',
  doc: 'What one pod asks of its node.',
  hints: [
    defineHint({
      key: 'resources.cpu_cores',
      type: decimal({ min: 0, max: 256, unit: 'cores', above: true }),
      doc: 'CPU that a pod requests; `0.5` is half a core.',
      example: '4',
      defaults: { trading: '2', analytics: '4', reporting: '2', realtime: '4' },
    }),
    defineHint({
      key: 'resources.memory_gb',
      type: decimal({ min: 0, max: 4096, unit: 'gigabytes', above: true }),
      doc: 'Memory that a pod requests and may not exceed. Some 75 % of it is for the query.',
      example: '16',
      defaults: { trading: '4', analytics: '16', reporting: '8', realtime: '8' },
    }),
    defineHint({
      key: 'resources.storage_gb',
      type: decimal({ min: 0, max: 65_536, unit: 'gigabytes', above: true }),
      doc: 'Disk of its own for each pod, kept over restarts: state is then restored from disk. Makes the deployment a StatefulSet.',
      example: '50',
    }),
    defineHint({
      key: 'resources.network_optimized',
      type: boolean('Nodes with fast network', 'Any node'),
      doc: 'Whether the pods need nodes with fast network.',
      example: 'true',
      defaults: { realtime: 'true' },
    }),
    defineHint({
      key: 'resources.gpu_required',
      type: boolean('One GPU for each pod', 'No GPU'),
      doc: 'Whether each pod needs a GPU.',
      example: 'false',
    }),
    defineHint({
      key: 'resources.gpu_type',
      type: labelValue('a GPU model', '<gpu_model>', [
        { value: 'nvidia-tesla-t4', doc: '16 GB, for inference' },
        { value: 'nvidia-a100', doc: '40 or 80 GB, for training and large models' },
        { value: 'nvidia-l4', doc: '24 GB, for inference' },
      ]),
      doc: 'The model of the GPU, where `resources.gpu_required=true`.',
      example: 'nvidia-tesla-t4',
    }),
  ],
});
