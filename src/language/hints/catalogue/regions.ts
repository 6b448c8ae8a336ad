/** In which regions the deployment runs. */
import { defineCategory, defineHint } from '../define.ts';
import { enabledOrDisabled, oneOf } from '../types/choice.ts';
import { listOf, region } from '../types/text.ts';

export const regions = defineCategory({
  name: 'regions',
  title: 'Regions',
  doc: 'In which regions the deployment runs, and what happens when one fails.',
  hints: [
    defineHint({
      key: 'regions.primary',
      type: region,
      doc: 'The region that does the work.',
      example: 'us-west-2',
    }),
    defineHint({
      key: 'regions.secondary',
      type: listOf(region, 'a comma-separated list of regions'),
      doc: 'The regions that stand by, in the order in which they take over.',
      example: 'us-east-1,eu-west-1',
    }),
    defineHint({
      key: 'regions.failover',
      type: enabledOrDisabled('A secondary region takes over by itself', 'Failover is done by hand'),
      doc: 'Whether a secondary region takes over when the primary one fails.',
      example: 'enabled',
    }),
    defineHint({
      key: 'regions.data_locality',
      type: oneOf({
        preferred: 'Read from the own region where possible',
        required: 'Never read from another region',
        none: 'Read from wherever is free',
      }),
      doc: 'Whether records are processed in the region they are stored in.',
      example: 'preferred',
    }),
  ],
});
