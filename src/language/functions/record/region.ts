/** CURRENT_REGION: where the pod runs. */
import { defineScalar } from '../define.ts';

export const currentRegion = defineScalar<[]>('CURRENT_REGION() → STRING', {
  category: 'record',
  volatile: true,
  doc: 'The region of the pod that processes the record, as the deployment names it. NULL where none is configured, and where there is no record, as in VALUES and over aggregates.',
  examples: [['CURRENT_REGION()', 'NULL']],
  evaluate: (_args, { record }) => record?.region ?? null,
});
