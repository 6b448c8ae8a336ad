/** The table of rows: only those in sight are in the page, so ten thousand cost as much as thirty. */
import { type Cell, type Row, readRow } from './row.ts';

/** Height of a row in pixels, as the style sheet has it. */
const ROW_HEIGHT = 24;
/** Rows drawn above and below those in sight. */
const MARGIN = 6;
/** Widths are in characters. */
const WIDEST = 44;
const NARROWEST = 5;
/** Times a second that new rows may light up. */
const FEW = 3;

export interface ColumnSpec {
  readonly name: string;
  readonly type: string;
}

export interface Grid {
  /** What is declared; columns found in the rows come behind. */
  declare(columns: readonly ColumnSpec[]): void;
  /** @param first the number of the first of these lines */
  add(first: number, lines: readonly string[], most: number): void;
  clear(): void;
  /** Scrolls to the newest row, and stays there. */
  follow(): void;
  draw(): void;
}

interface Column extends ColumnSpec {
  /** Where it comes from: the record itself or its value. */
  readonly from: 'number' | 'time' | 'key' | 'value';
  width: number;
}

/** @param followed told when the reader leaves the newest rows, or is back */
export function makeGrid(host: HTMLElement, followed: (follows: boolean) => void): Grid {
  const canvas = document.createElement('div');
  canvas.className = 'canvas';
  canvas.setAttribute('role', 'rowgroup');
  const head = document.createElement('div');
  head.className = 'row head';
  head.setAttribute('role', 'row');
  host.append(head, canvas);

  const ordinal: Column = { name: '#', type: '', from: 'number', width: NARROWEST };
  const key: Column = { name: 'key', type: '', from: 'key', width: NARROWEST };
  const time: Column = { name: 'time', type: 'UTC', from: 'time', width: 23 };
  let values: Column[] = [];
  /** What a reader wants to see first is first: the values, then where they belong. */
  const columns = (): readonly Column[] => [ordinal, ...values, key, time];
  let lines: string[] = [];
  /** The number of the first of `lines`. */
  let first = 0;
  let follows = true;
  /** Rows from this number on have not been seen yet. They light up while they are few enough to be looked at. */
  let unseen = 0;
  let arrivals: number[] = [];
  let scheduled = false;
  let headIsStale = true;
  const decoded = new Map<number, Row>();
  const drawn = new Map<number, HTMLElement>();

  const clear = (): void => {
    values = [];
    lines = [];
    first = unseen = 0;
    headIsStale = true;
    decoded.clear();
    for (const element of drawn.values()) element.remove();
    drawn.clear();
  };
  const columnOf = (spec: ColumnSpec): Column => ({
    ...spec,
    from: 'value',
    // The type is below the name, and smaller.
    width: Math.max(NARROWEST, spec.name.length, Math.ceil(spec.type.length * 0.82)),
  });
  const rowAt = (number: number): Row => {
    let row = decoded.get(number);
    if (row) return row;
    if (decoded.size > 2000) decoded.clear();
    row = readRow(lines[number - first]!);
    decoded.set(number, row);
    for (const name of row.values.keys())
      if (!values.some(column => column.name === name)) {
        values.push(columnOf({ name, type: '' }));
        headIsStale = true;
      }
    for (const column of columns()) {
      const { length } = cellOf(row, number, column).text;
      const wanted = Math.min(WIDEST, length);
      if (wanted > column.width) {
        column.width = wanted;
        headIsStale = true;
      }
    }
    return row;
  };
  const cellOf = (row: Row, number: number, { from, name }: Column): Cell => {
    if (from === 'number') return { text: String(number + 1), kind: 'number' };
    if (from === 'time') return row.time;
    if (from === 'key') return row.key;
    return row.values.get(name) ?? { text: '', kind: 'absent' };
  };

  const drawHead = (): void => {
    head.replaceChildren(
      ...columns().map(({ name, type, from }) => {
        const cell = document.createElement('span');
        cell.className = `cell ${from}${alignment({ from, type })}`;
        cell.setAttribute('role', 'columnheader');
        const label = document.createElement('b');
        label.textContent = name;
        const kind = document.createElement('i');
        kind.textContent = type;
        cell.append(label, kind);
        cell.title = type === '' ? name : `${name} ${type}`;
        return cell;
      }),
    );
    // The last column takes what is left, so that lines go on to the edge.
    const widths = columns().map(({ width }) => width + 3);
    const tracks = widths.map((width, i) => (i === widths.length - 1 ? `minmax(${width}ch, 1fr)` : `${width}ch`));
    host.style.setProperty('--tracks', tracks.join(' '));
    host.style.setProperty('--width', `${widths.reduce((sum, width) => sum + width, 0)}ch`);
    headIsStale = false;
  };
  const makeRow = (number: number): HTMLElement => {
    const row = rowAt(number);
    const element = document.createElement('div');
    element.className = `row${row.deletion ? ' deletion' : ''}${number % 2 === 1 ? ' odd' : ''}${number >= unseen && arrivals.length <= FEW ? ' new' : ''}`;
    element.setAttribute('role', 'row');
    element.setAttribute('aria-rowindex', String(number + 2));
    for (const column of columns()) {
      const { text, kind } = cellOf(row, number, column);
      const cell = document.createElement('span');
      cell.className = `cell ${column.from} ${kind}${alignment(column)}`;
      cell.setAttribute('role', 'cell');
      cell.textContent = text;
      if (text.length > column.width) cell.title = text;
      element.append(cell);
    }
    if (row.deletion) {
      // Nothing is left of the row but its key.
      element.children[1]!.textContent = row.key.text;
      element.children[2]!.textContent = 'deleted';
    }
    return element;
  };
  const draw = (): void => {
    scheduled = false;
    canvas.style.height = `${lines.length * ROW_HEIGHT}px`;
    if (follows) host.scrollTop = host.scrollHeight;
    const top = Math.max(0, Math.floor(host.scrollTop / ROW_HEIGHT) - MARGIN);
    const bottom = Math.min(lines.length, Math.ceil((host.scrollTop + host.clientHeight) / ROW_HEIGHT) + MARGIN);
    // Looking at the rows first may find columns, which then belong to all of them.
    const known = values.length;
    for (let i = top; i < bottom; i++) rowAt(first + i);
    const allAnew = values.length !== known;
    if (headIsStale) drawHead();
    for (const [number, element] of drawn)
      if (allAnew || number < first + top || number >= first + bottom) {
        element.remove();
        drawn.delete(number);
      }
    for (let i = top; i < bottom; i++) {
      let element = drawn.get(first + i);
      if (!element) {
        element = makeRow(first + i);
        drawn.set(first + i, element);
        canvas.append(element);
      }
      element.style.transform = `translateY(${i * ROW_HEIGHT}px)`;
    }
    if (first + lines.length > unseen)
      arrivals = [...arrivals, performance.now()].filter(at => at > performance.now() - 1000);
    unseen = first + lines.length;
    host.setAttribute('aria-rowcount', String(first + lines.length + 1));
  };
  const drawSoon = (): void => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(draw);
  };

  host.addEventListener('scroll', () => {
    const atEnd = host.scrollTop + host.clientHeight >= host.scrollHeight - ROW_HEIGHT;
    if (atEnd !== follows) {
      follows = atEnd;
      followed(follows);
    }
    drawSoon();
  });
  new ResizeObserver(drawSoon).observe(host);
  clear();
  return {
    clear,
    draw: drawSoon,
    declare(specs) {
      for (const spec of specs)
        if (!values.some(column => column.name === spec.name)) {
          values.push(columnOf(spec));
          headIsStale = true;
        }
    },
    add(from, more, most) {
      if (from !== first + lines.length) {
        // What was in between came too fast to be kept.
        lines = [];
        first = from;
        decoded.clear();
      }
      for (const line of more) lines.push(line);
      const over = lines.length - most;
      if (over > 0) {
        lines.splice(0, over);
        first += over;
        // Who reads older rows keeps them in sight while they last.
        if (!follows) host.scrollTop = Math.max(0, host.scrollTop - over * ROW_HEIGHT);
      }
    },
    follow() {
      follows = true;
      followed(true);
      drawSoon();
    },
  };
}

/** Numbers stand right, and so does what stands in their place. */
const alignment = ({ from, type }: Pick<Column, 'from' | 'type'>): string =>
  from === 'number' || NUMERIC.test(type) ? ' right' : '';

const NUMERIC = /^(?:BIGINT|INT|INTEGER|DOUBLE|FLOAT|DECIMAL)\b/;
