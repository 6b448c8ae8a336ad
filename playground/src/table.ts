/** The rows of a run: those of one key in place of each other, as a table has them, newest last. */
import type { ShownRow } from './run-protocol.ts';

/** More are counted and not shown. */
const MOST = 1000;

export interface RowTable {
  clear(columns: readonly string[]): void;
  add(rows: readonly ShownRow[]): void;
}

export function rowTable(host: HTMLElement): RowTable {
  let columns: readonly string[] = [];
  let body = document.createElement('tbody');
  const head = (): HTMLTableSectionElement => {
    const section = document.createElement('thead');
    const row = section.insertRow();
    for (const name of [...columns, 'key']) {
      const cell = document.createElement('th');
      cell.scope = 'col';
      cell.textContent = name;
      row.append(cell);
    }
    return section;
  };
  return {
    clear(names) {
      columns = names;
      body = document.createElement('tbody');
      const table = document.createElement('table');
      table.append(head(), body);
      host.replaceChildren(table);
    },
    add(rows) {
      for (const { key, value } of rows) {
        if (body.rows.length >= MOST) return;
        const line = body.insertRow();
        line.className = value === null ? 'gone' : '';
        const record = value === null ? {} : (JSON.parse(value) as Record<string, unknown>);
        for (const cell of [...columns.map(name => shown(record[name])), key]) line.insertCell().textContent = cell;
      }
    },
  };
}

const shown = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
