/** Rows as aligned columns of text for a person. */
import type { PlanQuery } from '../../../src/compiler/plan/plan.ts';
import { isNumeric } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { cellText, columnNames, membersOf } from './cells.ts';
import type { PrintedRow, Printer, PrinterOptions } from './printer.ts';

/** Wider cells are cut: characters. */
const WIDEST = 60;
/** A live table cannot know what comes: columns are at least so wide. */
const LIVE_WIDTH = 12;

type Members = ReadonlyMap<string, Value>;

export function tablePrinter({ live, queries }: PrinterOptions): Printer {
  return live ? livePrinter(queries) : wholePrinter(queries);
}

/** A table a topic, at the end, each column as wide as its widest cell. */
function wholePrinter(queries: readonly PlanQuery[]): Printer {
  const rows = new Map<PlanQuery, Members[]>(queries.map(query => [query, []]));
  return {
    rows(printed) {
      for (const { query, row } of printed) if (row.value !== null) rows.get(query)?.push(membersOf(row.value));
      return '';
    },
    end: () =>
      Array.from(rows, ([query, members]) => {
        const title = rows.size > 1 ? `${query.output.topic}\n` : '';
        return `${title}${wholeTable(query, members)}(${members.length} ${members.length === 1 ? 'row' : 'rows'})\n`;
      }).join('\n'),
  };
}

function wholeTable(query: PlanQuery, rows: readonly Members[]): string {
  const columns = columnNames([query], rows).map(name => {
    const cells = rows.map(row => cut(row.get(name)));
    const width = Math.max(widthOf(name), ...cells.map(widthOf));
    return { name, cells, width, right: isRight(query, name, rows) };
  });
  if (columns.length === 0) return '';
  const rule = `+${columns.map(({ width }) => '-'.repeat(width + 2)).join('+')}+\n`;
  const line = (at: (column: (typeof columns)[number]) => string): string =>
    `|${columns.map(column => ` ${pad(at(column), column.width, column.right)} `).join('|')}|\n`;
  const body = rows.map((_, index) => line(({ cells }) => cells[index]!)).join('');
  return `${rule}${line(({ name }) => name)}${rule}${body}${rule}`;
}

/** Rows as they come under a header that is repeated when another topic's row comes. */
function livePrinter(queries: readonly PlanQuery[]): Printer {
  const columnsOf = new Map<PlanQuery, readonly { name: string; width: number; right: boolean }[]>();
  let shown: PlanQuery | undefined;
  return {
    rows(printed: readonly PrintedRow[]) {
      let text = '';
      for (const { query, row } of printed) {
        if (row.value === null) continue;
        const members = membersOf(row.value);
        let columns = columnsOf.get(query);
        if (!columns) {
          columns = columnNames([query], [members]).map(name => ({
            name,
            width: Math.max(LIVE_WIDTH, widthOf(name), widthOf(cut(members.get(name)))),
            right: isRight(query, name, [members]),
          }));
          columnsOf.set(query, columns);
        }
        const line = (at: (name: string) => string): string =>
          `${columns!
            .map(({ name, width, right }) => pad(at(name), width, right))
            .join('  ')
            .trimEnd()}\n`;
        if (shown !== query) {
          const title = queries.length > 1 ? `${shown ? '\n' : ''}${query.output.topic}\n` : '';
          text += `${title}${line(name => name)}${columns.map(({ width }) => '-'.repeat(width)).join('  ')}\n`;
          shown = query;
        }
        text += line(name => cut(members.get(name)));
      }
      return text;
    },
    end: () => '',
  };
}

function isRight(query: PlanQuery, name: string, rows: readonly Members[]): boolean {
  const column = query.output.columns.find(one => one.name === name && !one.spread);
  if (column && column.type.kind !== 'ANY') return isNumeric(column.type);
  const values = rows.map(row => row.get(name)).filter(value => value !== null && value !== undefined);
  return (
    values.length > 0 &&
    values.every(value => typeof value !== 'string' && typeof value !== 'boolean' && /^-?\d/.test(cellText(value)))
  );
}

/** On one line, and cut when too wide. */
function cut(value: Value | undefined): string {
  const text = cellText(value).replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
  return widthOf(text) > WIDEST ? `${[...text].slice(0, WIDEST - 1).join('')}…` : text;
}

const widthOf = (text: string): number => [...text].length;
const pad = (text: string, width: number, right: boolean): string => {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? blanks + text : text + blanks;
};
