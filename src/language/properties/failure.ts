/** What WITH properties say of records that fail: DIALECT.md §7. */
import type { FailureRules } from '../names/bound.ts';
import type { Reporter } from '../names/report.ts';
import type { PropertyValue } from './read.ts';

/** Undefined where nothing is said. A record goes to the dead letter topic where one is set and nothing else is asked for. */
export function failureRulesOf(
  property: (key: string) => PropertyValue | undefined,
  reporter: Reporter,
): FailureRules | undefined {
  const strategy = property('failure_strategy');
  const enabled = property('dead.letter.queue.enabled');
  const topic = property('dead.letter.queue.topic')?.text;
  const word = strategy?.text.trim().toLowerCase();
  if (word === 'logandcontinue') return { strategy: 'LogAndContinue' };
  if (word === 'failbatch') return { strategy: 'FailBatch' };
  const isOn = enabled?.text.trim().toLowerCase();
  if (word !== 'sendtodlq') {
    if (isOn === 'false') return { strategy: 'LogAndContinue' };
    if (isOn !== 'true' && topic === undefined) return undefined;
  }
  if (topic !== undefined) return { strategy: 'SendToDLQ', topic };
  reporter.report(
    'sql/dead-letter-topic',
    (strategy ?? enabled)!.span,
    'failed records are to go to a dead letter topic, and none is named',
    { help: "name it: 'dead.letter.queue.topic' = 'orders-failures'" },
  );
  return undefined;
}
