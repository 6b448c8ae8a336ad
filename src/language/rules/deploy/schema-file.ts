/** Pods have the schema files that their SQL names: found while the ConfigMap is made. */
import { describeRule } from '../define.ts';

export const schemaFile = describeRule({
  id: 'deploy/schema-file',
  severity: 'error',
  title: 'Pods have the schema files that their SQL names',
  why: 'The ConfigMap of a deployment has the SQL, and beside it the schema files that it names with what these import. It has no place for a file outside of the folder of the SQL file, none for two files of one name, and room for a million bytes in all.',
  bad: `-- @ferris:workload=trading

CREATE STREAM trades (symbol STRING) WITH ('topic' = 'trades', 'format' = 'avro', 'schema.file' = '../schemas/trade.avsc');
CREATE STREAM symbols AS SELECT symbol FROM trades;
`,
  good: `-- @ferris:workload=trading

CREATE STREAM trades (symbol STRING) WITH ('topic' = 'trades', 'format' = 'avro', 'schema.file' = 'schemas/trade.avsc');
CREATE STREAM symbols AS SELECT symbol FROM trades;
`,
});
