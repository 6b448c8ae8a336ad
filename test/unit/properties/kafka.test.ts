/** Kafka's settings are those of Kafka: data/kafka-4.4.0.tsv holds what the ConfigDefs of its own jars list. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { SECURITY_PROPERTIES } from '../../../runtime/connectors/kafka/security/from-properties.ts';
import { checkPropertyValue, findProperty, type PropertyEntry } from '../../../src/language/properties/catalogue.ts';

interface Setting {
  readonly key: string;
  /** consumer, producer, admin, topic. */
  readonly of: readonly string[];
  readonly type: string;
  readonly standard: string;
  readonly allowed: string;
}

const [, ...lines] = fs
  .readFileSync(path.join(import.meta.dirname, 'data/kafka-4.4.0.tsv'), 'utf8')
  .trimEnd()
  .split('\n');
const settings = lines.map((line): Setting => {
  const [key = '', of = '', type = '', standard = '', allowed = ''] = line.split('\t');
  return { key, of: of.split(','), type, standard, allowed };
});

/** As Kafka's JSON and properties files write them. */
const plain = (standard: string): string =>
  standard.replaceAll(/[[\]]/g, '').replaceAll(', ', ',').replaceAll('class ', '');
const NOTHING = new Set(['', 'null', '<required>']);
/** Greater than the numbers that are exact here, and meaning "for ever". */
const UNLIMITED = '9223372036854775807';

const entryOf = (key: string): PropertyEntry => {
  const entry = findProperty(key);
  assert.ok(entry, `Kafka has ${key}, the catalogue has not`);
  return entry;
};
const may = (entry: PropertyEntry, value: string) => checkPropertyValue(entry, value).ok;

test('the table has been read', () => assert.ok(settings.length > 150, `${settings.length}`));

/** What runtime/connectors/kafka obeys. */
const OBEYED: ReadonlySet<string> = new Set(['bootstrap.servers', 'compression.type', ...SECURITY_PROPERTIES]);

test('every setting is known by its own name, and to whom it belongs', () => {
  for (const { key, of } of settings) {
    const entry = entryOf(key);
    assert.equal(entry.key, key);
    assert.equal(entry.runs, OBEYED.has(key), key);
    // Compression is the producer's and the topic's; a topic's is written where the producer's is.
    if (of.includes('topic')) continue;
    if (of.includes('consumer')) assert.notEqual(entry.of, 'output', key);
    if (of.includes('producer')) assert.notEqual(entry.of, 'input', key);
  }
});

test('every default may be written, and ours is theirs', () => {
  const ours = new Set<string>();
  for (const { key, standard } of settings) {
    const entry = entryOf(key);
    if (NOTHING.has(standard) || standard === UNLIMITED || standard === '[]') continue;
    const value = plain(standard);
    assert.ok(may(entry, value), `${key} = ${value}`);
    if (entry.default?.toLowerCase() === value.toLowerCase()) ours.add(key);
  }
  const other = settings
    .filter(({ key }) => entryOf(key).default !== undefined && !ours.has(key))
    .map(({ key }) => key);
  assert.deepEqual([...new Set(other)], []);
});

test('every listed value may be written', () => {
  for (const { key, allowed } of settings) {
    const list = /\[([A-Za-z_-][^\]]*|all[^\]]*)\]$/.exec(allowed)?.[1];
    if (!list || /^-?\d+,\.\.\./.test(list)) continue;
    for (const value of list.split(', ')) {
      const written = value.replace('by_duration:PnDTnHnMn.nS', 'by_duration:P1DT2H3M4.5S');
      assert.ok(may(entryOf(key), written), `${key} = ${written}`);
    }
    assert.ok(!may(entryOf(key), 'no-such-value'), key);
  }
});

test('ranges end where theirs end', () => {
  let seen = 0;
  for (const { key, allowed } of settings) {
    const range = /^\[(-?[\d.]+),\.\.\.(?:,(-?[\d.]+))?\]/.exec(allowed);
    if (!range) continue;
    seen++;
    const entry = entryOf(key);
    const [, least, most] = range;
    assert.ok(may(entry, String(Number(least))), `${key} = ${least}`);
    assert.ok(!may(entry, String(Number(least) - 1)), `${key} = ${Number(least) - 1}`);
    if (most === undefined) continue;
    assert.ok(may(entry, String(Number(most))), `${key} = ${most}`);
    if (allowed.endsWith(']')) assert.ok(!may(entry, String(Number(most) + 1)), `${key} = ${Number(most) + 1}`);
  }
  assert.ok(seen > 50, `${seen}`);
});

test('truth values are truth values', () => {
  for (const { key, type } of settings)
    if (type === 'BOOLEAN') assert.deepEqual(entryOf(key).values, ['true', 'false'], key);
});
