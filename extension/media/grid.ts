/** The grid: only rows in sight are in the page, so a hundred thousand cost as much as thirty. Keys move a cell in it. */
import { type Column, type Columns, cellOf, standsRight } from './rows/columns.ts';
import { type Entry, rowOf } from './rows/entry.ts';
import type { Order } from './rows/order.ts';
import { type Cells, moved, selection } from './selection.ts';

/** Height of a row and of the head in pixels, as the style sheet has them. */
const ROW_HEIGHT = 24;
const HEAD_HEIGHT = 42;
/** Rows drawn above and below those in sight. */
const MARGIN = 6;
/** Times a second that new rows may light up. */
const FEW = 3;

/** What a grid shows. */
export interface GridSource {
  readonly rows: readonly Entry[];
  readonly columns: Columns;
  readonly order: Order | undefined;
  /** New rows come at the end; else they replace others. */
  readonly isLog: boolean;
  /** Rows gone at the front since this was asked last. */
  takeLost(): number;
}

export interface GridEvents {
  /** The reader leaves the newest rows, or is back. */
  followed(follows: boolean): void;
  /** A column's head was chosen. */
  sort(column: Column): void;
}

export interface Grid {
  /** Another source, from its top or its end. */
  show(source: GridSource): void;
  draw(): void;
  /** Scrolls to the newest row, and stays there. */
  follow(): void;
  /** Scrolls to the first row. */
  toTop(): void;
  /** The chosen cells. */
  chosen(): { readonly entries: readonly Entry[]; readonly columns: readonly Column[] };
  focus(): void;
}

interface Drawn {
  readonly element: HTMLElement;
  entry: Entry;
}

export function makeGrid(host: HTMLElement, events: GridEvents): Grid {
  const head = part('row head', 'row');
  const headGroup = part('', 'rowgroup');
  const canvas = part('canvas', 'rowgroup');
  head.setAttribute('aria-rowindex', '1');
  headGroup.append(head);
  host.append(headGroup, canvas);
  let source: GridSource | undefined;
  let follows = true;
  /** Where following the newest rows has scrolled to: who is there has not left them, though more have come since. */
  let pinned = 0;
  /** Rows from this number on have not been seen yet. They light up while they are few enough to be looked at. */
  let unseen = 0;
  let arrivals: number[] = [];
  let headRevision = -1;
  let headOrder: Order | undefined;
  let cells: Cells | undefined;
  const drawn = new Map<string | number, Drawn>();

  const identity = (entry: Entry): string | number => (source!.isLog ? entry.number : (entry.key ?? entry.number));
  const setFollows = (now: boolean): void => {
    if (now === follows) return;
    follows = now;
    events.followed(now);
  };

  const drawHead = (): void => {
    const { columns, order } = source!;
    head.replaceChildren(
      ...columns.all.map((column, i) => {
        const { name, type, from } = column;
        const cell = part(`cell ${from}${standsRight(column) ? ' right' : ''}`, 'columnheader');
        cell.id = `h-${i}`;
        cell.setAttribute('aria-colindex', String(i + 1));
        const sorted = order?.column.name === name && order.column.from === from;
        cell.setAttribute('aria-sort', sorted ? (order.descending ? 'descending' : 'ascending') : 'none');
        const label = document.createElement('b');
        label.textContent = name;
        const kind = document.createElement('i');
        kind.textContent = type;
        cell.append(label, kind);
        cell.title = `${type === '' ? name : `${name} ${type}`}. Click to sort`;
        return cell;
      }),
    );
    // The last column takes what is left, so that lines go on to the edge.
    const widths = columns.all.map(({ width }) => width + 3);
    const tracks = widths.map((width, i) => (i === widths.length - 1 ? `minmax(${width}ch, 1fr)` : `${width}ch`));
    host.style.setProperty('--tracks', tracks.join(' '));
    host.style.setProperty('--width', `${widths.reduce((sum, width) => sum + width, 0)}ch`);
    host.setAttribute('aria-colcount', String(columns.all.length));
    headRevision = columns.revision;
    headOrder = order;
  };

  const makeRow = (entry: Entry): Drawn => {
    const isNew = entry.number >= unseen && arrivals.length <= FEW;
    const element = part(`row${entry.deletion ? ' deletion' : ''}${isNew ? ' new' : ''}`, 'row');
    for (const [i, column] of source!.columns.all.entries()) {
      const cell = part('', 'gridcell');
      cell.setAttribute('aria-colindex', String(i + 1));
      fillCell(cell, entry, column);
      element.append(cell);
    }
    return { element, entry };
  };
  const fillCell = (cell: HTMLElement, entry: Entry, column: Column): void => {
    const row = rowOf(entry);
    const { text, kind } = cellOf(row, entry.number, column);
    cell.className = `cell ${column.from} ${kind}${standsRight(column) ? ' right' : ''}`;
    cell.textContent = text;
    cell.title = text.length > column.width ? text : '';
    if (!entry.deletion) return;
    // Nothing is left of the row but its key.
    const first = source!.columns.all[1];
    if (column === first) cell.textContent = row.key.text;
    else if (column === source!.columns.all[2]) cell.textContent = 'deleted';
  };
  /** The row of a key has changed: cells that differ light up. */
  const update = (row: Drawn, entry: Entry): void => {
    const [before, after] = [rowOf(row.entry), rowOf(entry)];
    const first = row.entry.number;
    for (const [i, column] of source!.columns.all.entries()) {
      const cell = row.element.children[i] as HTMLElement;
      if (cellOf(before, first, column).text === cellOf(after, entry.number, column).text) continue;
      const odd = cell.classList.contains('changed');
      fillCell(cell, entry, column);
      // Two names for the same, so that it starts again.
      if (column.from === 'value') cell.classList.add(odd ? 'changed-again' : 'changed');
    }
    row.entry = entry;
  };

  const markChosen = (element: HTMLElement, index: number): void => {
    const range = cells && selection(cells);
    for (const [column, cell] of [...element.children].entries()) {
      const isActive = cells?.row === index && cells.column === column;
      cell.classList.toggle('active', isActive);
      if (isActive) cell.id = 'active-cell';
      else cell.removeAttribute('id');
      const inRange =
        range !== undefined &&
        index >= range.top &&
        index <= range.bottom &&
        column >= range.left &&
        column <= range.right;
      cell.classList.toggle('chosen', inRange);
      cell.setAttribute('aria-selected', String(inRange));
    }
  };

  const draw = (): void => {
    if (!source) return;
    const { rows, columns } = source;
    const lost = source.takeLost();
    if (lost > 0) {
      // Who reads older rows keeps them in sight while they last.
      if (!follows) host.scrollTop = Math.max(0, host.scrollTop - lost * ROW_HEIGHT);
      if (cells)
        cells = { ...cells, row: Math.max(0, cells.row - lost), anchorRow: Math.max(0, cells.anchorRow - lost) };
    }
    canvas.style.height = `${rows.length * ROW_HEIGHT}px`;
    if (follows && source.isLog) {
      host.scrollTop = host.scrollHeight;
      pinned = host.scrollTop;
    }
    const height = host.clientHeight - HEAD_HEIGHT;
    const top = Math.max(0, Math.floor(host.scrollTop / ROW_HEIGHT) - MARGIN);
    const bottom = Math.min(rows.length, Math.ceil((host.scrollTop + height) / ROW_HEIGHT) + MARGIN);
    // Looking at the rows first may find columns, which then belong to all of them.
    const known = columns.all.length;
    for (let i = top; i < bottom; i++) columns.look(rows[i]!);
    if (columns.all.length !== known) forgetDrawn();
    if (columns.revision !== headRevision || source.order !== headOrder) drawHead();
    const inSight = new Set<string | number>();
    for (let i = top; i < bottom; i++) inSight.add(identity(rows[i]!));
    for (const [id, { element }] of drawn) {
      if (inSight.has(id)) continue;
      element.remove();
      drawn.delete(id);
    }
    for (let i = top; i < bottom; i++) {
      const entry = rows[i]!;
      const id = identity(entry);
      let row = drawn.get(id);
      if (!row) {
        row = makeRow(entry);
        drawn.set(id, row);
      } else if (row.entry !== entry) update(row, entry);
      // In the page they stand in their order too: that is how they are read out.
      const there = canvas.children[i - top];
      if (there !== row.element) canvas.insertBefore(row.element, there ?? null);
      row.element.style.transform = `translateY(${i * ROW_HEIGHT}px)`;
      row.element.classList.toggle('odd', i % 2 === 1);
      row.element.setAttribute('aria-rowindex', String(i + 2));
      markChosen(row.element, i);
    }
    markHead();
    noteArrivals(rows);
    host.setAttribute('aria-rowcount', String(rows.length + 1));
  };
  const markHead = (): void => {
    for (const [i, cell] of [...head.children].entries())
      cell.classList.toggle('active', cells?.row === -1 && cells.column === i);
    if (!cells) host.removeAttribute('aria-activedescendant');
    else host.setAttribute('aria-activedescendant', cells.row === -1 ? `h-${cells.column}` : 'active-cell');
  };
  const noteArrivals = (rows: readonly Entry[]): void => {
    const newest = (rows.at(-1)?.number ?? -1) + 1;
    if (newest <= unseen) return;
    arrivals = [...arrivals, performance.now()].filter(at => at > performance.now() - 1000);
    unseen = newest;
  };
  const forgetDrawn = (): void => {
    for (const { element } of drawn.values()) element.remove();
    drawn.clear();
    headRevision = -1;
  };

  const goTo = (next: Cells): void => {
    cells = next;
    const y = next.row * ROW_HEIGHT;
    const height = host.clientHeight - HEAD_HEIGHT;
    if (next.row >= 0) {
      if (y < host.scrollTop) host.scrollTop = y;
      else if (y + ROW_HEIGHT > host.scrollTop + height) host.scrollTop = y + ROW_HEIGHT - height;
      setFollows(source!.isLog && next.row === source!.rows.length - 1 && follows);
    }
    const cell = head.children[next.column] as HTMLElement | undefined;
    if (cell) {
      const right = cell.offsetLeft + cell.offsetWidth;
      if (cell.offsetLeft < host.scrollLeft) host.scrollLeft = cell.offsetLeft;
      else if (right > host.scrollLeft + host.clientWidth) host.scrollLeft = right - host.clientWidth;
    }
    draw();
  };

  host.addEventListener('keydown', event => {
    if (!source || source.columns.all.length === 0) return;
    const now = cells ?? { row: follows ? source.rows.length - 1 : -1, column: 0, anchorRow: 0, anchorColumn: 0 };
    if ((event.key === 'Enter' || event.key === ' ') && now.row === -1) {
      events.sort(source.columns.all[now.column]!);
      event.preventDefault();
      return;
    }
    const page = Math.max(1, Math.floor((host.clientHeight - HEAD_HEIGHT) / ROW_HEIGHT) - 1);
    const next = moved(now, event, { rows: source.rows.length, columns: source.columns.all.length, page });
    if (!next) return;
    event.preventDefault();
    goTo(next);
  });
  host.addEventListener('mousedown', event => {
    const cell = (event.target as Element).closest('.cell');
    const row = cell?.parentElement;
    if (!cell || !row || !source || event.button !== 0) return;
    const column = [...row.children].indexOf(cell);
    if (row === head) {
      cells = { row: -1, column, anchorRow: -1, anchorColumn: column };
      events.sort(source.columns.all[column]!);
      return;
    }
    const index = Number(row.getAttribute('aria-rowindex')) - 2;
    const last = source.columns.all.length - 1;
    // The number stands for its row.
    const start = column === 0 ? { anchorRow: index, anchorColumn: last } : { anchorRow: index, anchorColumn: column };
    cells = { ...(event.shiftKey && cells ? cells : start), row: index, column };
    draw();
  });
  host.addEventListener('scroll', () => {
    const atEnd = host.scrollTop + host.clientHeight >= host.scrollHeight - ROW_HEIGHT;
    if (source?.isLog && !(follows && host.scrollTop >= pinned - 1)) setFollows(atEnd);
    requestAnimationFrame(draw);
  });
  new ResizeObserver(() => requestAnimationFrame(draw)).observe(host);
  return {
    draw,
    show(next) {
      source = next;
      cells = undefined;
      unseen = 0;
      forgetDrawn();
      host.scrollTop = 0;
      setFollows(true);
      draw();
    },
    toTop() {
      host.scrollTop = 0;
      draw();
    },
    follow() {
      setFollows(true);
      draw();
    },
    chosen() {
      if (!source || !cells) return { entries: [], columns: [] };
      const { top, bottom, left, right } = selection(cells);
      return {
        entries: source.rows.slice(Math.max(0, top), bottom + 1),
        columns: source.columns.all.slice(left, right + 1),
      };
    },
    focus: () => host.focus(),
  };
}

function part(className: string, role: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.setAttribute('role', role);
  return element;
}
