/** A property has an effect where it stands: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const ineffectiveProperty = describeRule({
  id: 'sql/ineffective-property',
  severity: 'warning',
  tag: 'unnecessary',
  title: 'A property has an effect where it stands',
  why: 'Some properties are about what is read, others about what is written. One about reading, given to a relation that is only written, changes nothing: whoever wrote it believes otherwise.',
  bad: `${TRADES}INSERT INTO alerts SELECT ticker FROM trades WITH ('alerts.auto.offset.reset' = 'earliest');
`,
  good: `${TRADES}INSERT INTO alerts SELECT ticker FROM trades WITH ('trades.auto.offset.reset' = 'earliest');
`,
});
