/** Rows as CSV (RFC 4180): a header, fields quoted where they must be, lines ended by CR LF. */
import type { PlanQuery } from '../../../src/compiler/plan/plan.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { cellText, columnNames, membersOf } from './cells.ts';
import type { PrintedRow, Printer, PrinterOptions } from './printer.ts';

export function csvPrinter({ live, queries, withTopic }: PrinterOptions): Printer {
  const open = queries.some(query => query.output.columns.some(column => column.spread));
  let names: readonly string[] | undefined;
  let kept: (readonly [query: PlanQuery, members: ReadonlyMap<string, Value>])[] = [];
  const line = (cells: readonly string[]): string => `${cells.map(field).join(',')}\r\n`;
  const header = (rows: readonly (readonly [PlanQuery, ReadonlyMap<string, Value>])[]): string => {
    names = columnNames(
      queries,
      rows.map(([, members]) => members),
    );
    return names.length === 0 ? '' : line([...(withTopic ? ['topic'] : []), ...names]);
  };
  const lines = (rows: typeof kept): string =>
    rows
      .map(([query, members]) =>
        line([...(withTopic ? [query.output.topic] : []), ...names!.map(name => cellText(members.get(name)))]),
      )
      .join('');
  return {
    rows(printed: readonly PrintedRow[]) {
      const rows = printed.flatMap(({ query, row }) =>
        row.value === null ? [] : [[query, membersOf(row.value)] as const],
      );
      // What the columns are is known at the end only: they are those of every row.
      if (open && !live) {
        kept = kept.concat(rows);
        return '';
      }
      return (names ? '' : rows.length > 0 || !open ? header(rows) : '') + (rows.length > 0 ? lines(rows) : '');
    },
    end() {
      if (names) return '';
      return header(kept) + lines(kept);
    },
  };
}

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
