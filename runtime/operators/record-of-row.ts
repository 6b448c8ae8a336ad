/** The record that HEADER and its kind ask: that of the row in hand, whose headers a select list may change. */
import type { RecordContext } from '../../src/language/functions/define.ts';
import type { Headers } from '../connectors/port.ts';
import type { Row } from './row.ts';

export interface RecordOfRow {
  readonly record: RecordContext;
  /** From now on it is this row's. */
  show(row: Row): void;
  /** With what was set and removed since it was shown. */
  headers(): Headers;
}

export function recordOfRow(): RecordOfRow {
  let headers: Headers = [];
  const without = (name: string): Headers => headers.filter(([known]) => known !== name);
  return {
    record: {
      header(name) {
        const value = headers.findLast(([known]) => known === name)?.[1];
        return value ? DECODER.decode(value) : null;
      },
      headerNames: () => [...new Set(headers.map(([name]) => name))],
      setHeader(name, value) {
        headers = [...without(name), [name, value === null ? null : ENCODER.encode(value)]];
      },
      removeHeader(name) {
        headers = without(name);
      },
      region: null,
    },
    show(row) {
      ({ headers } = row);
    },
    headers: () => headers,
  };
}

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();
