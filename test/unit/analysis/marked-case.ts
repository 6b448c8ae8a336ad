/** A case: SQL with the places of findings marked «so», and comments that say which they are. */

export interface MarkedCase {
  /** Without marks; the comments are empty ones. */
  readonly text: string;
  /** `start-end` of each mark, sorted. */
  readonly spans: readonly string[];
  /** `rule «text»` as the comments `-- expect: rule at «text»` say, sorted; a severity before the rule stays. */
  readonly expected: readonly string[];
}

export function markedCase(written: string): MarkedCase {
  const lines = written.split('\n');
  const expected = lines
    .map(line => /^-- expect: (.+?) at «(.*)»$/.exec(line))
    .filter(match => match !== null)
    .map(match => `${match[1]} «${match[2]}»`);
  const marked = lines.map(line => (line.startsWith('-- expect:') ? '--' : line)).join('\n');
  const spans: string[] = [];
  const open: number[] = [];
  let text = '';
  for (const part of marked.split(/([«»])/)) {
    if (part === '«') open.push(text.length);
    else if (part === '»') spans.push(`${open.pop()}-${text.length}`);
    else text += part;
  }
  return { text, spans: spans.sort(), expected: expected.sort() };
}
