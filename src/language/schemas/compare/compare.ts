/** Whether records written by one version of a schema can be read by another, with what stands against it at its field. */
import type { Diagnostic } from '../../text/diagnostic.ts';
import { readAvroSchema } from '../avro.ts';
import type { ResolveImport } from '../proto-link.ts';
import { Findings } from '../schema.ts';
import { readSchema } from '../schema-file.ts';
import { compareAvro } from './avro.ts';
import { compareColumns } from './columns.ts';
import { compareProto } from './proto.ts';

/**
 * - `backward`: who reads by the new schema can read what was written by the old one
 * - `forward`: who reads by the old schema can read what is written by the new one
 * - `full`: both
 */
export type Compatibility = 'backward' | 'forward' | 'full';

export interface SchemaVersion {
  /** Its ending says what it is. */
  readonly path: string;
  readonly text: string;
  readonly resolve?: ResolveImport;
}

/** What a finding of a comparison is filed under. */
export const COMPATIBILITY_RULE = 'schema/compatibility';

/** Spans are of the new text. Both texts must be without errors. */
export function compareSchemas(
  before: SchemaVersion,
  now: SchemaVersion,
  compatibility: Compatibility,
  name?: string,
): readonly Diagnostic[] {
  const findings = new Findings();
  const [old, fresh] = [kindOf(before), kindOf(now)];
  if (old !== fresh)
    findings.error(
      COMPATIBILITY_RULE,
      { start: 0, end: 0 },
      `one version is ${old} and the other ${fresh}: no reader reads both`,
    );
  else if (old === 'Avro')
    compareAvro(readAvroSchema(before.text, name).type, readAvroSchema(now.text, name).type, compatibility, findings);
  else if (old === 'Protobuf') compareProto(before, now, compatibility, findings);
  else compareColumns(readSchema(before.path, before.text), readSchema(now.path, now.text), compatibility, findings);
  return findings.sorted();
}

function kindOf({ path, text }: SchemaVersion): 'Avro' | 'Protobuf' | 'a sample' {
  if (path.endsWith('.proto')) return 'Protobuf';
  if (path.endsWith('.avsc') || readSchema(path, text).title.startsWith('Avro')) return 'Avro';
  return 'a sample';
}

/** Which version reads what the other has written. */
export interface Reading {
  /** For messages: `a reader of the new schema`. */
  readonly reader: 'new' | 'old';
}

export const readings = (compatibility: Compatibility): readonly Reading[] => [
  ...(compatibility === 'forward' ? [] : [{ reader: 'new' as const }]),
  ...(compatibility === 'backward' ? [] : [{ reader: 'old' as const }]),
];

export const writerOf = ({ reader }: Reading): 'new' | 'old' => (reader === 'new' ? 'old' : 'new');
