/** Which cells of a grid are chosen, and where keys move the choice. */

export interface Cells {
  /** The cell that keys move; row -1 is the head. */
  readonly row: number;
  readonly column: number;
  /** Where the choice began: it reaches from there to here. */
  readonly anchorRow: number;
  readonly anchorColumn: number;
}

interface Size {
  readonly rows: number;
  readonly columns: number;
  /** Rows that a page key goes. */
  readonly page: number;
}

/** A keyboard event, as far as it matters. */
interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

export const selection = ({ row, column, anchorRow, anchorColumn }: Cells) => ({
  top: Math.min(row, anchorRow),
  bottom: Math.max(row, anchorRow),
  left: Math.min(column, anchorColumn),
  right: Math.max(column, anchorColumn),
});

/** Undefined for a key that moves nothing. */
export function moved(
  now: Cells,
  { key, ctrlKey, metaKey, shiftKey }: Key,
  { rows, columns, page }: Size,
): Cells | undefined {
  const whole = ctrlKey || metaKey;
  if (whole && key.toLowerCase() === 'a')
    return { row: 0, column: 0, anchorRow: Math.max(0, rows - 1), anchorColumn: columns - 1 };
  const [row, column] = target();
  if (row === undefined || column === undefined) return undefined;
  const next = { row: clamp(row, shiftKey ? 0 : -1, rows - 1), column: clamp(column, 0, columns - 1) };
  return shiftKey
    ? { ...now, anchorRow: Math.max(0, now.anchorRow), ...next }
    : { ...next, anchorRow: next.row, anchorColumn: next.column };

  function target(): readonly [row?: number, column?: number] {
    switch (key) {
      case 'ArrowUp':
        return [whole ? 0 : now.row - 1, now.column];
      case 'ArrowDown':
        return [whole ? rows - 1 : now.row + 1, now.column];
      case 'ArrowLeft':
        return [now.row, whole ? 0 : now.column - 1];
      case 'ArrowRight':
        return [now.row, whole ? columns - 1 : now.column + 1];
      case 'PageUp':
        return [Math.max(0, now.row - page), now.column];
      case 'PageDown':
        return [now.row + page, now.column];
      case 'Home':
        return [whole ? 0 : now.row, 0];
      case 'End':
        return [whole ? rows - 1 : now.row, columns - 1];
      default:
        return [];
    }
  }
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));
