/**
 * Rows as JSON, numbers as they are. `json` and `json-pretty` are one array when the rows end, an object a line (or
 * indented) when they go on; `json-lines` is always an object a line.
 */

import { prettyJson } from './pretty.ts';
import type { PrintedRow, Printer, PrinterOptions } from './printer.ts';
import { envelopeOf } from './row-text.ts';

export function jsonPrinter({ format, live, withTopic, metadata }: PrinterOptions): Printer {
  const pretty = format === 'json-pretty';
  const array = !live && format !== 'json-lines';
  let first = true;
  const textOf = ({ query, row }: PrintedRow): string => {
    if (withTopic || metadata) return envelopeOf(query.output.topic, row);
    // A deletion has nothing but its key.
    return row.value ?? `{"key":${row.keyText},"value":null}`;
  };
  return {
    rows(rows) {
      let text = '';
      for (const row of rows) {
        const json = textOf(row);
        const shown = pretty ? prettyJson(json, array ? '  ' : '') : json;
        if (array) text += `${first ? '[\n' : ',\n'}${pretty ? '  ' : ''}${shown}`;
        else text += `${shown}\n`;
        first = false;
      }
      return text;
    },
    end: () => (array ? (first ? '[]\n' : '\n]\n') : ''),
  };
}
