/**
 * What one writes first: JSON.parse, an expression walked for each row, groups in a Map of strings, JSON.stringify. No
 * watermark is kept by partition, nothing is exact, and a bad record would end it: the least that can be done for a row.
 */
import type { Event } from './events.ts';

type Row = Readonly<Record<string, unknown>>;
type Expression =
  | { readonly op: 'column'; readonly name: string }
  | { readonly op: 'literal'; readonly value: unknown }
  | { readonly op: '*' | '%' | '='; readonly left: Expression; readonly right: Expression };

function evaluate(e: Expression, row: Row): unknown {
  switch (e.op) {
    case 'column':
      return row[e.name] ?? null;
    case 'literal':
      return e.value;
    default: {
      const left = evaluate(e.left, row);
      const right = evaluate(e.right, row);
      if (left === null || right === null) return null;
      if (e.op === '=') return left === right;
      return e.op === '*' ? (left as number) * (right as number) : (left as number) % (right as number);
    }
  }
}

const column = (name: string): Expression => ({ op: 'column', name });
const literal = (value: unknown): Expression => ({ op: 'literal', value });

type Put = (value: Uint8Array) => void;
export type Naive = (events: readonly Event[], put: Put) => void;

function selecting(items: readonly (readonly [string, Expression])[], where: Expression | undefined): Naive {
  return (events, put) => {
    for (const { value } of events) {
      const row = parsed(value);
      if (where && evaluate(where, row) !== true) continue;
      const out: Record<string, unknown> = {};
      for (const [name, expression] of items) out[name] = evaluate(expression, row);
      put(Buffer.from(JSON.stringify(out)));
    }
  };
}

const WINDOW_MS = 1000;
const BOUND_MS = 1000;

interface Group {
  readonly auction: unknown;
  readonly start: number;
  bids: number;
  total: number;
}

/** Windows of a second, each put out once when the greatest time less the bound has passed its end. */
const tumbling: Naive = (events, put) => {
  const groups = new Map<string, Group>();
  let greatest = -Infinity;
  let due = Infinity;
  const close = (watermark: number): void => {
    due = Infinity;
    for (const [key, group] of groups) {
      const end = group.start + WINDOW_MS;
      if (end > watermark) {
        due = Math.min(due, end);
        continue;
      }
      groups.delete(key);
      put(Buffer.from(JSON.stringify({ auction: group.auction, bids: group.bids, total: group.total })));
    }
  };
  for (const { value } of events) {
    const row = parsed(value);
    const time = Date.parse(row.dateTime as string);
    greatest = Math.max(greatest, time);
    const start = Math.floor(time / WINDOW_MS) * WINDOW_MS;
    const auction = evaluate(column('auction'), row);
    const key = `${start}|${String(auction)}`;
    let group = groups.get(key);
    if (!group) {
      group = { auction, start, bids: 0, total: 0 };
      groups.set(key, group);
      due = Math.min(due, start + WINDOW_MS);
    }
    group.bids++;
    group.total += evaluate(column('price'), row) as number;
    if (greatest - BOUND_MS >= due) close(greatest - BOUND_MS);
  }
  close(Infinity);
};

const parsed = (value: Uint8Array): Row =>
  JSON.parse(Buffer.from(value.buffer, value.byteOffset, value.length).toString());

/** By name of the query, what its speed is held against, and how much more we must do (issue 7). */
export const naive: Readonly<Record<string, { readonly run: Naive; readonly least: number }>> = {
  'q1 project with decimal': {
    run: selecting(
      [
        ['auction', column('auction')],
        ['bidder', column('bidder')],
        ['price', { op: '*', left: literal(0.908), right: column('price') }],
        ['dateTime', column('dateTime')],
        ['extra', column('extra')],
      ],
      undefined,
    ),
    least: 2,
  },
  'q2 filter': {
    run: selecting(
      [
        ['auction', column('auction')],
        ['price', column('price')],
      ],
      { op: '=', left: { op: '%', left: column('auction'), right: literal(123) }, right: literal(0) },
    ),
    least: 4,
  },
  'tumbling COUNT/SUM, FINAL': { run: tumbling, least: 2 },
};
