/** A password does not stand in a file: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const literalSecret = describeRule({
  id: 'sql/literal-secret',
  severity: 'error',
  title: 'A password is given by a variable',
  why: 'Whoever reads the file, its history, the plan or the ConfigMap made of it reads the password too. A variable is filled in where the statement runs, from the environment or a Secret.',
  bad: `${TRADES}SELECT ticker FROM trades WITH ('trades.sasl.password' = 'correct horse');
`,
  good: `${TRADES}SELECT ticker FROM trades WITH ('trades.sasl.password' = '\${KAFKA_PASSWORD}');
`,
});
