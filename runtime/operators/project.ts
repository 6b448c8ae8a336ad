/** SELECT: computes the output columns, the row's key and, if asked for, its time. */

import { asksRecord } from '../../src/compiler/plan/asks-record.ts';
import { changesOf } from '../../src/compiler/plan/changes.ts';
import type { PlanNode } from '../../src/compiler/plan/plan.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compileAll } from '../expressions/compile.ts';
import { timeReader } from '../time/event-times.ts';
import { recordOfRow } from './record-of-row.ts';
import type { Operator, Row, Scope } from './row.ts';
import { recordError } from './row.ts';

type Node = Extract<PlanNode, { node: 'project' }>;

/** The item that sets the time is not among the values handed on; later positions move up by one. */
export function project({ input, items, eventTime, key }: Node, scope: Scope, next: Operator): Operator {
  const expressions = items.map(({ expression }) => expression);
  const asked = expressions.some(asksRecord) ? recordOfRow() : undefined;
  const evaluate = compileAll(expressions, scope.clock, asked?.record);
  /** Of upserts a deletion knows little more than its key. */
  const known = changesOf(input) === 'retract';
  const evaluateKey = compileAll(
    key.map(position => expressions[position]!),
    scope.clock,
    asked?.record,
  );
  const keyNames = key.map(position => items[position]!.name);
  const readTime = timeReader({ kind: 'auto' });
  /** Whether rows keep their key and time. */
  const plain = key.length === 0 && eventTime === undefined;

  function deletion(row: Row): Row {
    const values = new Array<Value>(items.length).fill(null);
    const keys = evaluateKey(row.values);
    for (let i = 0; i < key.length; i++) values[key[i]!] = keys[i]!;
    if (eventTime !== undefined) values.splice(eventTime, 1);
    return { ...row, values, key: key.length === 0 ? row.key : keyOf(keyNames, keys) };
  }

  function projected(row: Row): Row {
    const values = evaluate(row.values);
    const headers = asked?.headers() ?? row.headers;
    if (plain && !row.deleted && row.record === undefined) {
      const { time, late, topic, partition, offset } = row;
      return { values, time, late, topic, partition, offset, key: row.key, headers, deleted: false };
    }
    const keys = key.map(position => values[position]!);
    let { time } = row;
    if (eventTime !== undefined) {
      time = readTime(values[eventTime]!);
      values.splice(eventTime, 1);
    }
    const { late, topic, partition, offset, deleted, record } = row;
    const written = key.length === 0 ? row.key : keyOf(keyNames, keys);
    if (row.deleted)
      return { ...row, values, headers, key: written, ...(eventTime === undefined ? {} : { was: time }) };
    const out = { values, time, late, topic, partition, offset, key: written, headers, deleted };
    return record ? { ...out, record } : out;
  }

  return {
    rows(batch) {
      const out: Row[] = [];
      for (const row of batch) {
        asked?.show(row);
        try {
          out.push(row.deleted && !known ? deletion(row) : projected(row));
        } catch (error) {
          scope.problem(row, recordError(error));
        }
      }
      if (out.length > 0) next.rows(out);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}

const keyOf = (names: readonly string[], keys: readonly Value[]): Value =>
  keys.length === 1 ? keys[0]! : new Map(names.map((name, i) => [name, keys[i]!]));
