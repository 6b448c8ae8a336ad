/**
 * Compares what came out with what was expected, by meaning: numbers by exact value (1 = 1.0), members of objects in
 * any order. What an expected record does not mention is not compared.
 */
import { readJson, writeJson } from '../../../src/language/types/json.ts';
import { RecordError, type Value } from '../../../src/language/types/value.ts';
import { memberNamed, readRecords, textAt, wrong } from './inputs.ts';

const PARTS = ['key', 'value', 'timestamp', 'headers'] as const;
type Part = (typeof PARTS)[number];

interface ComparedRecord {
  readonly topic: string;
  /** In the order of PARTS; absent ones are not compared. */
  readonly parts: ReadonlyMap<Part, Value>;
}

/** The records of an expected file. Throws FileError. */
export function readExpected(file: string, text: string): readonly ComparedRecord[] {
  return readRecords(file, text, 'outputs').map(({ bytes, at, name, members }) => {
    const unknown = members.find(member => member.name !== 'topic' && !PARTS.some(part => part === member.name));
    if (unknown) throw wrong(file, bytes, unknown.from, `${name} has a "${unknown.name}", which no record has`);
    const read = (member: string): Value | undefined => {
      const found = memberNamed(members, member);
      if (!found) return undefined;
      try {
        return readJson(textAt(bytes, found));
      } catch (error) {
        if (!(error instanceof RecordError)) throw error;
        throw wrong(file, bytes, found.from, `${name}.${member}: ${error.message}`);
      }
    };
    const topic = read('topic');
    if (typeof topic !== 'string') throw wrong(file, bytes, at, `${name} needs a "topic", a string`);
    return { topic, parts: new Map(PARTS.flatMap(part => withValue(part, read(part)))) };
  });
}

/** A record that came out, from its envelope as JSON. */
export function readFound(envelope: string): ComparedRecord {
  const record = readJson(envelope) as ReadonlyMap<string, Value>;
  return {
    topic: String(record.get('topic')),
    parts: new Map(PARTS.flatMap(part => withValue(part, record.get(part)))),
  };
}

const withValue = (part: Part, value: Value | undefined): [Part, Value][] =>
  value === undefined ? [] : [[part, value]];

/** A line a difference; none when they are equal. `ordered`: within each topic. */
export function differences(
  expected: readonly ComparedRecord[],
  found: readonly ComparedRecord[],
  ordered: boolean,
): readonly string[] {
  const topics = new Set([...expected, ...found].map(record => record.topic));
  return [...topics].flatMap(topic => {
    const of = (records: readonly ComparedRecord[]) => records.filter(record => record.topic === topic);
    return ordered ? inOrder(topic, of(expected), of(found)) : asSets(topic, of(expected), of(found));
  });
}

function inOrder(topic: string, expected: readonly ComparedRecord[], found: readonly ComparedRecord[]): string[] {
  const lines: string[] = [];
  for (let i = 0; i < Math.max(expected.length, found.length); i++) {
    const [want, have] = [expected[i], found[i]];
    if (!want) lines.push(`${topic}[${i}]: nothing was expected, found ${shown(have!)}`);
    else if (!have) lines.push(`${topic}[${i}]: expected ${shown(want)}, found nothing`);
    else lines.push(...recordDifferences(want, have).map(line => `${topic}[${i}].${line}`));
  }
  return lines;
}

function asSets(topic: string, expected: readonly ComparedRecord[], found: readonly ComparedRecord[]): string[] {
  // An expected record that leaves members open may fit several: each gets one of its own if that is possible at all.
  const takenBy: (number | undefined)[] = found.map(() => undefined);
  const place = (want: number, tried: Set<number>): boolean =>
    found.some((have, i) => {
      if (tried.has(i) || recordDifferences(expected[want]!, have).length > 0) return false;
      tried.add(i);
      const other = takenBy[i];
      if (other !== undefined && !place(other, tried)) return false;
      takenBy[i] = want;
      return true;
    });
  const missing = expected.flatMap((record, i) =>
    place(i, new Set()) ? [] : [`${topic}: expected ${shown(record)} (outputs of this topic: record ${i}), not found`],
  );
  const more = found.flatMap((record, i) =>
    takenBy[i] === undefined ? [`${topic}[${i}]: not expected: ${shown(record)}`] : [],
  );
  return [...missing, ...more];
}

function shown({ parts }: ComparedRecord): string {
  return writeJson(new Map<string, Value>(parts));
}

function recordDifferences(expected: ComparedRecord, found: ComparedRecord): string[] {
  return Array.from(expected.parts, ([part, value]) => valueDifferences(part, value, found.parts.get(part))).flat();
}

function valueDifferences(path: string, expected: Value | undefined, found: Value | undefined): string[] {
  if (expected instanceof Map && found instanceof Map) {
    const names = new Set<string>([...expected.keys(), ...found.keys()]);
    return [...names].flatMap(name => valueDifferences(`${path}${step(name)}`, expected.get(name), found.get(name)));
  }
  if (Array.isArray(expected) && Array.isArray(found)) {
    const length = Math.max(expected.length, found.length);
    return Array.from({ length }, (_, i) => valueDifferences(`${path}[${i}]`, expected[i], found[i])).flat();
  }
  if (sameScalar(expected, found)) return [];
  return [`${path}: expected ${text(expected)}, found ${text(found)}`];
}

const step = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);
const text = (value: Value | undefined): string => (value === undefined ? 'nothing' : writeJson(value));

function sameScalar(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined || isNested(a) || isNested(b)) return a === b;
  if (isNumber(a) && isNumber(b)) return canonicalNumber(writeJson(a)) === canonicalNumber(writeJson(b));
  return a === b;
}

const isNested = (value: Value): boolean => Array.isArray(value) || value instanceof Map;
const isNumber = (value: Value): boolean =>
  value !== null && typeof value !== 'string' && typeof value !== 'boolean' && !isNested(value);

/** The same text for the same value: its digits without zeros around them, and the place of the last one. */
export function canonicalNumber(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
