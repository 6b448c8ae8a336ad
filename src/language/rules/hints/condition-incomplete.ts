/** A condition says when it holds and what holds then. */
import type { AttachedHints } from '../../hints/attach.ts';
import { findHint } from '../../hints/catalogue.ts';
import { type Condition, conditionKey, conditionsOf } from '../../hints/conditions.ts';
import { type HintReading, readingsOf } from '../../hints/reading.ts';
import { nearest } from '../../text/nearest.ts';
import type { HintLine } from '../../text/scan.ts';
import { defineRule, type Report } from '../define.ts';
import { addBelow, setValue } from './edits.ts';
import { idleLines } from './idle-lines.ts';

export const conditionIncomplete = defineRule<AttachedHints>({
  id: 'hints/condition-incomplete',
  severity: 'error',
  title: 'A condition has a schedule and bounds',
  why: 'Bounds without a time at which they hold, or a time at which nothing changes, are half of a wish. One condition may do without a schedule where another one has it: it holds for the rest of the time. A bound that a condition leaves out is that of `scaling.min_replicas` or `scaling.max_replicas`.',
  bad: '-- @ferris:workload=trading\n-- @ferris:scaling.market_hours.min_replicas=5\n-- @ferris:scaling.market_hours.max_replicas=20\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:workload=trading\n-- @ferris:scaling.market_hours.min_replicas=5\n-- @ferris:scaling.market_hours.max_replicas=20\n-- @ferris:scaling.market_hours.schedule=0 9-16 * * 1-5\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    const readings = readingsOf(attached);
    reportUnknown(readings, report);
    for (const reading of readings) {
      const conditions = conditionsOf(reading);
      reportTimeless(reading, conditions, report);
      reportBoundless(reading, conditions, report);
    }
  },
});

/** `scaling.condition` names one that has no hints. */
function reportUnknown(readings: readonly HintReading[], report: Report): void {
  const isUnknown = (reading: HintReading): boolean =>
    reading.surely('scaling.condition', name => !conditionsOf(reading).some(one => one.name === name));
  for (const { line, reading } of idleLines(readings, ['scaling.condition'], isUnknown)) {
    const hint = reading.written(line.key)!;
    const meant = nearest(
      hint.value,
      conditionsOf(reading).map(one => one.name),
    );
    report(hint.valueSpan, {
      message: `the condition ${hint.value} has neither bounds nor a schedule`,
      help:
        meant === undefined
          ? `give ${conditionKey(hint.value, 'schedule')} and ${conditionKey(hint.value, 'min_replicas')} or ${conditionKey(hint.value, 'max_replicas')}`
          : `did you mean '${meant}'?`,
      ...(meant === undefined ? {} : { fixes: [{ title: `Use '${meant}'`, edits: [setValue(hint, meant)] }] }),
    });
  }
}

/** Nobody has a schedule, or more than one does without. */
function reportTimeless(reading: HintReading, conditions: readonly Condition[], report: Report): void {
  const without = conditions.filter(({ parts }) => !parts.includes('schedule'));
  const none = without.length === conditions.length;
  for (const { name, parts } of none ? without : without.slice(1)) {
    const line = lineOf(reading, name, parts);
    if (!line) continue;
    const key = conditionKey(name, 'schedule');
    const { example } = findHint(key)!.entry;
    report(line.keySpan, {
      message: none
        ? `it is not said when ${name} holds: neither it nor another condition has a schedule`
        : `${without[0]!.name} and ${name} both have no schedule: only one condition can hold for the rest of the time`,
      help: `give ${key}, such as ${example}`,
      fixes: [{ title: `Add ${key}, with a value to edit`, edits: [addBelow(line, [[key, example]])] }],
    });
  }
}

function reportBoundless(reading: HintReading, conditions: readonly Condition[], report: Report): void {
  for (const { name, parts } of conditions) {
    const line = reading.line(conditionKey(name, 'schedule'));
    if (!line || parts.length > 1) continue;
    report(line.keySpan, {
      message: `nothing changes while ${name} holds: it has a schedule and no bounds`,
      help: `give ${conditionKey(name, 'min_replicas')} or ${conditionKey(name, 'max_replicas')}`,
    });
  }
}

const lineOf = (reading: HintReading, name: string, parts: Condition['parts']): HintLine | undefined =>
  parts.map(part => reading.line(conditionKey(name, part))).find(line => line !== undefined);
