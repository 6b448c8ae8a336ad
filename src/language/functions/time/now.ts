/** NOW, CURRENT_DATE, CURRENT_TIME and PROCTIME: from the run's clock, read once per record. */
import { SqlDate, SqlTime, Timestamp } from '../../types/temporal.ts';
import { defineScalar } from '../define.ts';

const REPLAY =
  'Read once per record, so that all uses in a row agree; a replay gives another time. Event time is `_event_time`.';

export const now = defineScalar<[]>('NOW() → TIMESTAMP', {
  category: 'time',
  aliases: ['CURRENT_TIMESTAMP', 'LOCALTIMESTAMP', 'CURRENT_ROW_TIMESTAMP', 'PROCTIME', 'SYSTEM_TIME'],
  volatile: true,
  doc: `The time of the computer's clock, in UTC. ${REPLAY} Also written CURRENT_TIMESTAMP, without brackets.`,
  examples: [['NOW()', `TIMESTAMP '2023-11-14T22:13:20.123456Z'`]],
  evaluate: (_args, { now }) => Timestamp.of(now()),
});

export const currentDate = defineScalar<[]>('CURRENT_DATE() → DATE', {
  category: 'time',
  aliases: ['TODAY'],
  volatile: true,
  doc: `Today by the computer's clock, in UTC. ${REPLAY} Also written without brackets.`,
  examples: [['CURRENT_DATE()', `DATE '2023-11-14'`]],
  evaluate: (_args, { now }) => SqlDate.of(Timestamp.of(now()).days),
});

export const currentTime = defineScalar<[]>('CURRENT_TIME() → TIME', {
  category: 'time',
  aliases: ['LOCALTIME'],
  volatile: true,
  doc: `The time of day by the computer's clock, in UTC. ${REPLAY} Also written without brackets.`,
  examples: [['CURRENT_TIME()', `TIME '22:13:20.123456'`]],
  evaluate: (_args, { now }) => SqlTime.of(Timestamp.of(now()).microsOfDay),
});
