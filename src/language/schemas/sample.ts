/** The columns that a sample of JSON records shows: types by what stands in the values, exact as they are written. */
import { typeText } from '../types/sql-type.ts';
import type { JsonError, JsonNode, JsonObject } from './json-tree.ts';
import { memberOf, readJsonTree } from './json-tree.ts';
import type { Conflict, Seen } from './sample-shape.ts';
import { Shape } from './sample-shape.ts';
import type { SchemaResult } from './schema.ts';
import { Findings } from './schema.ts';

export interface SampleOptions {
  /** One record a line (`.jsonl`), or values one after the other, a list standing for its items (`.json`). */
  readonly layout: 'lines' | 'values';
  /** The lines are `{"key", "value", …}` and the record is the value, as of a file named `.envelope.jsonl`. */
  readonly envelope?: boolean;
  /** Records to look at; 1,000 unless given. */
  readonly records?: number;
  /** UTF-16 code units to look at; 1,048,576 unless given. A record that this cuts is left out. */
  readonly characters?: number;
}

const JSON_RULE = 'schema/sample-json';
/** A file of something else would have a finding on every line. */
const MOST_PROBLEMS = 20;

export function readSample(text: string, options: SampleOptions): SchemaResult {
  const { records: most = 1000, characters = 1 << 20 } = options;
  const findings = new Findings();
  const conflicts: Conflict[] = [];
  const whole = new Shape('', conflicts);
  const shapes = { count: 0 };
  let looksEnveloped = true;
  for (const found of options.layout === 'lines' ? lineValues(text, characters) : values(text, characters)) {
    if (shapes.count >= most || findings.list.length >= MOST_PROBLEMS) break;
    if ('error' in found) {
      notJson(found.error, options.layout, findings);
      continue;
    }
    const record = options.envelope ? recordOf(found.node, findings) : found.node;
    if (!record || record.kind === 'null') continue;
    if (record.kind !== 'object') {
      findings.add('warning', JSON_RULE, record.span, `a record is a JSON object, and this is ${nameOf(record)}`);
      continue;
    }
    shapes.count++;
    looksEnveloped &&= isEnvelope(record);
    whole.addMembers(record);
  }
  for (const conflict of conflicts) findings.add('info', 'schema/sample-type', conflict.span, conflictText(conflict));
  if (shapes.count > 0 && looksEnveloped && !options.envelope) noteEnvelope(whole, findings);
  const { count } = shapes;
  return {
    columns: Array.from(whole.fields, ([name, field]) => ({
      name,
      type: field.shape.type,
      required: false,
      doc: field.count === count ? `in each of ${count} records` : `in ${field.count} of ${count} records`,
      span: field.span,
    })),
    problems: findings.sorted(),
    title: count === 1 ? 'sample of one record' : `sample of ${count} records`,
  };
}

type Found = { readonly node: JsonNode } | { readonly error: JsonError };

/** Each line's value. A last line without its line end may be cut off: it counts when it is whole. */
function* lineValues(text: string, characters: number): Generator<Found> {
  const stop = Math.min(text.length, characters);
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start < stop) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd < 0 || lineEnd > stop ? stop : lineEnd;
    if (text.slice(start, end).trim() !== '') {
      const reading = readJsonTree(text, start, end);
      if ('error' in reading) {
        if (lineEnd < 0 || lineEnd > stop) return;
        yield reading;
      } else if (reading.end < end) {
        const span = { start: reading.end, end: reading.end + 1 };
        yield { error: { span, message: 'there is more text after the value', torn: false } };
      } else yield reading;
    }
    start = end + 1;
  }
}

function* values(text: string, characters: number): Generator<Found> {
  const stop = Math.min(text.length, characters);
  let at = text.length - text.trimStart().length;
  while (at < stop) {
    const reading = readJsonTree(text, at, stop);
    if ('error' in reading) {
      if (stop === text.length || !reading.error.torn) yield reading;
      return;
    }
    if (reading.node.kind === 'array') for (const node of reading.node.items) yield { node };
    else yield reading;
    at = reading.end;
  }
}

function notJson(error: JsonError, layout: SampleOptions['layout'], findings: Findings): void {
  findings.add('warning', JSON_RULE, error.span, `This is not JSON: ${error.message}`, {
    ...(layout === 'lines' && error.torn ? { help: 'each record stands on a line of its own' } : {}),
  });
}

/** What runtime/connectors/jsonl reads of such a line; a line without a value is no record. */
function recordOf(node: JsonNode, findings: Findings): JsonNode | undefined {
  const value = memberOf(node, 'value')?.value;
  if (!value)
    findings.add('warning', JSON_RULE, node.span, 'an envelope is an object with a "value" (null for a deletion)');
  return value;
}

const ENVELOPE_MEMBERS = new Set(['key', 'value', 'timestamp', 'headers', 'partition']);

const isEnvelope = (record: JsonObject): boolean => {
  const value = memberOf(record, 'value')?.value.kind;
  return (value === 'object' || value === 'null') && record.members.every(({ name }) => ENVELOPE_MEMBERS.has(name));
};

/** The name decides, as it does for the runtime; a file that only looks so is read as it stands. */
function noteEnvelope(whole: Shape, findings: Findings): void {
  findings.add(
    'info',
    'schema/sample-envelope',
    whole.fields.get('value')!.span,
    'these lines look like envelopes, whose record is their "value", but are read as records themselves',
    { help: 'name the file NAME.envelope.jsonl if they are envelopes' },
  );
}

const WORDS: Readonly<Record<Seen, string>> = {
  integer: 'a whole number',
  fraction: 'a number with a fraction',
  exponent: 'a number with an exponent',
  boolean: 'true or false',
  date: 'a date',
  timestamp: 'a time',
  text: 'text',
  object: 'an object',
  array: 'a list',
};

const conflictText = ({ path, before, now, shape }: Conflict): string =>
  `'${path}' is ${WORDS[now]} here and ${WORDS[before]} before: it is read as ${typeText(shape.type)}`;

const nameOf = (node: JsonNode): string =>
  node.kind === 'array' ? 'a list' : node.kind === 'string' ? 'text' : `a ${node.kind}`;
