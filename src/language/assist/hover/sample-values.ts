/** Values of a column out of a sample of records, as they are written there. */
import { memberOf, readJsonTree } from '../../schemas/json-tree.ts';

/** How many values a person is shown, and in how many records they are looked for. */
const SHOWN = 4;
const LOOKED_AT = 50;

/** Different ones, in the file's order; none for what is no sample in lines. */
export function sampleValues(text: string | undefined, path: string, column: string): readonly string[] {
  if (text === undefined || !/\.(jsonl|ndjson)$/i.test(path)) return [];
  const values = new Set<string>();
  let start = 0;
  for (let record = 0; record < LOOKED_AT && start < text.length && values.size < SHOWN; record++) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const reading = readJsonTree(text, start, end);
    const value = 'node' in reading ? memberOf(enveloped(path, reading.node), column)?.value : undefined;
    if (value && value.kind !== 'null') values.add(text.slice(value.span.start, value.span.end));
    start = end + 1;
  }
  return [...values];
}

/** In an envelope the record is the member `value`. */
const enveloped = (path: string, node: Parameters<typeof memberOf>[0]): Parameters<typeof memberOf>[0] =>
  /\.envelope\.\w+$/i.test(path) ? (memberOf(node, 'value')?.value ?? node) : node;
