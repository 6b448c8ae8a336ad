/** Dead letters have a topic to go to: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

const late = (topic: string): string =>
  `${TRADES}SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker WINDOW TUMBLING(INTERVAL '5' MINUTE)\nWITH ('late.data.strategy' = 'dead_letter'${topic});\n`;

export const deadLetterTopic = describeRule({
  id: 'sql/dead-letter-topic',
  severity: 'error',
  title: 'Dead letters have a topic to go to',
  why: 'A record that failed, or a row that came too late, is to be kept in a topic of its own, and no property names that topic. One that is made up would be found by nobody. `late.data.topic` is for late rows alone, `dead.letter.queue.topic` for both.',
  bad: late(''),
  good: late(", 'late.data.topic' = 'trades-late'"),
});
