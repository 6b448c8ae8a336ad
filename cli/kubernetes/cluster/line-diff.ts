/** Two texts as a unified diff. */

/** Unchanged lines around a change. */
const CONTEXT = 3;

/** Empty for equal texts. Each line ends with a line feed. */
export function unifiedDiff(
  before: string,
  after: string,
  names: { readonly before: string; readonly after: string },
): string {
  const edits = editsBetween(linesOf(before), linesOf(after));
  const hunks = hunksOf(edits);
  if (hunks.length === 0) return '';
  return `--- ${names.before}\n+++ ${names.after}\n${hunks.map(hunkText).join('')}`;
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

interface Edit {
  readonly mark: ' ' | '-' | '+';
  readonly line: string;
  /** Lines of either text before this one. */
  readonly at: readonly [before: number, after: number];
}

/** By the longest common subsequence of what lies between equal beginnings and ends. */
function editsBetween(a: readonly string[], b: readonly string[]): Edit[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const [rows, columns] = [a.length - head - tail, b.length - head - tail];
  // common[i][j]: of a from row i and b from column j.
  const common = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--)
      common[i]![j] =
        a[head + i] === b[head + j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);

  const edits: Edit[] = [];
  let [x, y] = [0, 0];
  const push = (mark: Edit['mark']): void => {
    edits.push({ mark, line: mark === '+' ? b[y]! : a[x]!, at: [x, y] });
    if (mark !== '+') x++;
    if (mark !== '-') y++;
  };
  while (x < a.length || y < b.length) {
    const [i, j] = [x - head, y - head];
    if (x < a.length && y < b.length && a[x] === b[y]) push(' ');
    else if (i < rows && (j >= columns || common[i + 1]![j]! >= common[i]![j + 1]!)) push('-');
    else push('+');
  }
  return edits;
}

/** Changes with their surroundings; those that overlap are one. */
function hunksOf(edits: readonly Edit[]): (readonly Edit[])[] {
  const hunks: [from: number, to: number][] = [];
  for (const [index, { mark }] of edits.entries()) {
    if (mark === ' ') continue;
    const last = hunks.at(-1);
    if (last && index - CONTEXT <= last[1]) last[1] = index + CONTEXT + 1;
    else hunks.push([Math.max(0, index - CONTEXT), index + CONTEXT + 1]);
  }
  return hunks.map(([from, to]) => edits.slice(from, to));
}

function hunkText(hunk: readonly Edit[]): string {
  const range = (without: '-' | '+', start: number): string => {
    const count = hunk.filter(({ mark }) => mark !== without).length;
    return `${count === 0 ? start : start + 1}${count === 1 ? '' : `,${count}`}`;
  };
  const [before, after] = hunk[0]!.at;
  const lines = hunk.map(({ mark, line }) => `${mark}${line}\n`).join('');
  return `@@ -${range('+', before)} +${range('-', after)} @@\n${lines}`;
}
