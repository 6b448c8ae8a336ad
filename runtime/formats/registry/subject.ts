/** Under which subject of the registry a topic's schemas are: Confluent's three strategies, or the one that is named. */
import type { Registry } from '../../../src/compiler/plan/plan.ts';
import { FormatError, type Use } from '../port.ts';

/** @param record the full name of the record or message; undefined where the schema has none, or is not known yet */
export function subjectOf(
  { subject, strategy = 'topic' }: Registry,
  { topic, side, relation }: Use,
  record: string | undefined,
): string {
  if (subject !== undefined) return subject;
  if (strategy === 'topic') return `${topic}-${side}`;
  if (record === undefined)
    throw new FormatError(
      `${relation}: the subject of its ${side}s is named by their record, and their schema is no record: name it by ${side === 'key' ? "'key.schema.subject'" : "'schema.subject'"}`,
    );
  return strategy === 'record' ? record : `${topic}-${record}`;
}
