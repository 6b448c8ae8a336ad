/** What is asked of a kind of format: what WITH says of a relation's values or keys. */
import type { PropertyValue, StatementProperties } from '../../properties/read.ts';
import type { RecordFormat } from '../record-format.ts';
import type { Reporter } from '../report.ts';
import type { Environment } from '../statement/environment.ts';

export interface FormatAsked {
  readonly side: 'value' | 'key';
  /** Read from, or written to. */
  readonly use: 'read' | 'write';
  /** The word that names the format, in lower case. */
  readonly word: string;
  readonly environment: Environment;
  readonly reporter: Reporter;
  /** The schema file is not the relation's own but that of all of which nothing is said (`--avro-schema`). */
  readonly forAll: boolean;
  /** What WITH says of this key for this relation. */
  property(key: string): PropertyValue | undefined;
}

/** What a statement says in one place; undefined: nothing that makes a format (which has been reported). */
export type FormatBuilder = (asked: FormatAsked) => RecordFormat | undefined;

/** Which keys of WITH are about a relation. */
export type Asking = (key: string) => PropertyValue | undefined;

/** Of a relation that a statement reads: plain keys are about it unless the statement makes something. */
export const askingOfInput =
  (relation: string, properties: StatementProperties): Asking =>
  key =>
    properties.about(relation, key) ?? (properties.created === undefined ? properties.plain(key) : undefined);

/** Of what a statement writes, by any of its names: plain keys are about what it makes. */
export const askingOfOutput =
  (names: readonly string[], properties: StatementProperties): Asking =>
  key => {
    for (const name of names) {
      const said = properties.about(name, key);
      if (said) return said;
    }
    return properties.created === undefined ? undefined : properties.plain(key);
  };
