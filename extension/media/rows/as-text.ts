/** Rows as text: for the clipboard and for files. */
import type { ExportFormat } from '../../src/run/panel-protocol.ts';
import { type Column, cellOf } from './columns.ts';
import { type Entry, rowOf } from './entry.ts';

/** Tab-separated, as spreadsheets take it; a cell's tabs and line breaks become spaces. */
export const asCells = (entries: readonly Entry[], columns: readonly Column[]): string =>
  entries.map(entry => columns.map(column => textOf(entry, column).replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n');

export function asFile(format: ExportFormat, entries: readonly Entry[], columns: readonly Column[]): string {
  if (format === 'json-lines') return entries.map(entry => `${valueText(entry)}\n`).join('');
  if (format === 'json') return `[${entries.map(entry => `\n  ${valueText(entry)}`).join(',')}\n]\n`;
  const shown = columns.filter(({ from }) => from !== 'number');
  const lines = [shown.map(({ name }) => name), ...entries.map(entry => shown.map(column => textOf(entry, column)))];
  return lines.map(cells => `${cells.map(quoted).join(',')}\r\n`).join('');
}

/** The row's value as it was printed, numbers in full; of a deletion `null`. */
export function valueText({ line }: Entry): string {
  const start = line.indexOf(',"value":');
  const end = line.lastIndexOf(',"timestamp":');
  return start < 0 || end < start ? JSON.stringify(line) : line.slice(start + ',"value":'.length, end);
}

const textOf = (entry: Entry, column: Column): string => cellOf(rowOf(entry), entry.number, column).text;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
