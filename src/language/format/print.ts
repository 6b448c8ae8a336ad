/** Writes a document in lines of a given width where it can, in time linear in its size. */
import { type Doc, widthOf } from './doc.ts';

/** Spaces per level of indentation. */
const STEP = 2;

/** Without a line break at its end. @param eol what ends a line */
export function print(doc: Doc, width: number, eol: string): string {
  const out: string[] = [];
  // What is still to be written, last first: documents, their indentation, and whether their group broke.
  const docs: Doc[] = [doc];
  const indents: number[] = [0];
  const broken: boolean[] = [true];
  let current = '';
  let waiting = '';
  /** Whether the line ends with a comment, so that nothing more can stand on it. */
  let full = false;
  /** Whether the last line written is empty, or there is none. */
  let blank = true;

  const push = (one: Doc, at: number, breaks: boolean): void => {
    docs.push(one);
    indents.push(at);
    broken.push(breaks);
  };
  const endLine = (): void => {
    const written = current.trimEnd() + waiting;
    blank = written === '';
    out.push(written, eol);
    waiting = '';
    full = false;
    current = '';
  };
  const atStart = (): boolean => current === '' || (current.endsWith(' ') && current.trim() === '');
  const startLine = (at: number): void => {
    endLine();
    current = ' '.repeat(at);
  };
  /** Whether a document of this width, and what follows it up to the next place for a break, fits on the line. */
  const fits = (flat: number): boolean => {
    let left = width - current.length - flat;
    for (let i = docs.length - 1; left >= 0 && i >= 0; i--) {
      const next = docs[i]!;
      left -= typeof next === 'string' ? next.length : next.lead;
      if (typeof next !== 'string' && next.open) break;
    }
    return left >= 0;
  };

  for (let one = docs.pop(); one !== undefined; one = docs.pop()) {
    const at = indents.pop()!;
    const breaks = broken.pop()!;
    if (typeof one === 'string') {
      // Only a comma is drawn in front of a comment that waits for the end of the line.
      if ((full || (waiting !== '' && one !== ',')) && one.trim() !== '') startLine(at);
      if (one !== ' ' || !atStart()) current += one;
      continue;
    }
    switch (one.is) {
      case 'concat':
        for (let i = one.parts.length - 1; i >= 0; i--) push(one.parts[i]!, at, breaks);
        break;
      case 'group':
        push(one.content, at, breaks && !(widthOf(one) < Number.POSITIVE_INFINITY && fits(widthOf(one))));
        break;
      case 'wrap': {
        const { content } = one;
        const here = !breaks || fits(one.flat);
        const below = !here && !(content.open && at + STEP + content.flat > width);
        if (below) startLine(at + STEP);
        else if (!atStart()) current += ' ';
        push(content, below ? at + STEP : at, breaks && !here);
        break;
      }
      case 'indent':
        push(one.content, at + STEP, breaks);
        break;
      case 'line':
        if (breaks) startLine(at);
        else current += one.text;
        break;
      case 'fresh':
        if (!atStart() || waiting !== '') endLine();
        if (one.blank && !blank) {
          out.push(eol);
          blank = true;
        }
        current = ' '.repeat(at);
        break;
      case 'settle':
        if (waiting !== '' || full) startLine(at);
        break;
      case 'suffix':
        // Two on one line would be one comment.
        if (waiting === '' && !full) waiting = ` ${one.text}`;
        else {
          startLine(at);
          current += one.text;
          full = true;
        }
        break;
      case 'verbatim': {
        if (waiting !== '' || full) startLine(at);
        const last = Math.max(one.text.lastIndexOf('\n'), one.text.lastIndexOf('\r')) + 1;
        out.push(current, one.text.slice(0, last));
        blank = false;
        current = one.text.slice(last);
        break;
      }
    }
  }
  return `${out.join('')}${current.trimEnd()}${waiting}`;
}
