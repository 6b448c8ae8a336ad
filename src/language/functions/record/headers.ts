/** HEADER, HEADER_KEYS, HAS_HEADER, SET_HEADER and REMOVE_HEADER: the headers of the record that a row comes from. */
import { castValue } from '../../types/coerce.ts';
import { STRING } from '../../types/sql-type.ts';
import type { Value } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

const PASS_ON = "Headers go on with the row through projection, filter and OVER; a join keeps the left side's.";
const NO_RECORD = 'NULL where there is no record, as in VALUES.';

export const header = defineScalar<[string]>('HEADER(name STRING) → STRING', {
  category: 'record',
  volatile: true,
  doc: `The record's header of that name, its bytes read as UTF-8; of several the last. Upper and lower case are different. NULL when there is none or it has no value. ${NO_RECORD}`,
  examples: [[`HEADER('trace-id')`, 'NULL']],
  evaluate: ([name], { record }) => record?.header(name) ?? null,
});

export const headerKeys = defineScalar<[]>('HEADER_KEYS() → ARRAY<STRING>', {
  category: 'record',
  volatile: true,
  doc: `The names of the record's headers in their order, each once; empty when it has none. ${NO_RECORD}`,
  examples: [['HEADER_KEYS()', 'NULL']],
  evaluate: (_args, { record }) => record?.headerNames() ?? null,
});

export const hasHeader = defineScalar<[string]>('HAS_HEADER(name STRING) → BOOLEAN', {
  category: 'record',
  volatile: true,
  doc: `Whether the record has a header of that name, be it one without a value. ${NO_RECORD}`,
  examples: [[`HAS_HEADER('trace-id')`, 'NULL']],
  evaluate: ([name], { record }) => record?.headerNames().includes(name) ?? null,
});

export const setHeader = defineScalar<[string | null, Value]>('SET_HEADER(name STRING, value ANY) → STRING', {
  category: 'record',
  volatile: true,
  nulls: 'handled',
  doc: `Gives the row that is written a header, in place of all of that name, and gives back its value as text. A NULL value makes a header without a value; a NULL name does nothing and gives NULL. Only rows that are written have it: where a column is not selected the call is not made. ${PASS_ON} ${NO_RECORD}`,
  examples: [
    [`SET_HEADER('source', 'ferris')`, 'NULL'],
    [`SET_HEADER(NULL, 'ferris')`, 'NULL'],
  ],
  evaluate: ([name, value], { record }) => {
    if (!record || name === null) return null;
    const text = value === null ? null : (castValue(value, STRING) as string);
    record.setHeader(name, text);
    return text;
  },
});

export const removeHeader = defineScalar<[string]>('REMOVE_HEADER(name STRING) → STRING', {
  category: 'record',
  volatile: true,
  doc: `Takes all headers of that name from the row that is written, and gives back what HEADER gave before: NULL when there was none. ${PASS_ON} ${NO_RECORD}`,
  examples: [[`REMOVE_HEADER('trace-id')`, 'NULL']],
  evaluate: ([name], { record }) => {
    if (!record) return null;
    const removed = record.header(name);
    record.removeHeader(name);
    return removed;
  },
});
