/** Records of any format to the values of a scan's columns: fields of the value, of the key, and of the record's place. */
import type { PlanColumn } from '../../src/compiler/plan/plan.ts';
import type { Value } from '../../src/language/types/value.ts';
import { RecordError } from '../../src/language/types/value.ts';
import { converter, memberFinder, named } from './json/convert.ts';
import type { Decode } from './json/decode.ts';
import { jsonText } from './json/encode.ts';
import { systemReader } from './json/system-columns.ts';
import { keyText } from './json/text.ts';
import type { ScanFormats } from './table.ts';

/** As `jsonDecoder`. */
export function formatDecoder(
  { value: values, key: keys }: ScanFormats,
  columns: readonly PlanColumn[],
  kind: 'stream' | 'table',
): Decode {
  const places = columns.flatMap(({ origin }, i) => (origin.kind === 'system' ? [] : [i]));
  const read = values.fields(places.map(i => columns[i]!));
  const system = columns.flatMap(({ name, origin }, at) =>
    origin.kind === 'system' ? [{ at, read: name === '_key' && keys ? undefined : systemReader(name) }] : [],
  );
  const rest = places.flatMap((at, place) => {
    const { name, type, origin } = columns[at]!;
    if (origin.kind !== 'field' || !(origin.required || origin.keyFallback)) return [];
    const { required, keyFallback } = origin;
    return [{ at, place, name, required, keyFallback, find: memberFinder(name), convert: converter(type) }];
  });
  return (record, topic, partition) => {
    if (record.value === null && kind === 'stream')
      throw new RecordError('decode', 'The record has no value: a deletion belongs in a TABLE, not in a STREAM');
    const out = new Array<Value>(columns.length).fill(null);
    const fields = record.value === null ? undefined : read(record.value);
    if (fields) for (let i = 0; i < places.length; i++) out[places[i]!] = fields[i] ?? null;
    for (const { at, read: place } of system)
      out[at] = place
        ? place(record, topic, partition)
        : shownKey(record.key === null ? null : keys!.whole(record.key));
    for (const { at, place, name, required, keyFallback, find, convert } of rest) {
      const found = fields?.[place];
      if (found !== undefined && found !== null) continue;
      if (keyFallback && found === undefined && record.key !== null) {
        const key = keys ? keys.whole(record.key) : keyText(record.key);
        const part = key instanceof Map ? (find(key) ?? null) : key;
        if (part !== null) {
          out[at] = named(name, part, convert);
          continue;
        }
      }
      if (required && fields)
        throw new RecordError('decode', `'${name}' is NOT NULL but ${found === null ? 'null' : 'missing'}`);
    }
    return out;
  };
}

const shownKey = (key: Value): Value => (key === null || typeof key === 'string' ? key : jsonText(key, false));
