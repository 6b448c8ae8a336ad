/** What binding a statement may ask of everything around it. Every question is written down: its answers are what the result depends on. */

import type { BatchCompression } from '../../properties/compression.ts';
import type { ConfigFile } from '../../properties/config-file/read.ts';
import type { SchemaResult } from '../../schemas/schema.ts';
import type { Relation, UserFunction } from '../bound.ts';
import type { Probe } from '../probe.ts';

export interface Environment {
  /** Whether the input ends (`execute`) or not (`stream`); undefined where that is not decided (the editor). */
  readonly bounded: boolean | undefined;
  /** The topic of the one undeclared relation (`--topic`). */
  readonly topic: string | undefined;
  /** What WINDOW must be, when there is such a wish; milliseconds. */
  readonly windowSizeMs: number | undefined;
  /** How relations are encoded of which nobody says it (`--format`, `--avro-schema`, `--proto-file`). */
  readonly format: GivenFormat | undefined;
  /** How DECIMAL is written to JSON where no statement says it; undefined: as a number. */
  readonly decimals: 'string' | 'number' | undefined;
  /** How results are compressed where no statement says it; undefined: they are not. */
  readonly compression: BatchCompression | undefined;
  /** Whether any statement of the file declares a source: then an undeclared name is an error, not a topic. */
  readonly declaresSources: boolean;
  /** What a name stands for; `cycle` for what is computed from the statement that asks. */
  relation(name: string): Relation | 'cycle' | undefined;
  /** The definition proper of what a statement writes to; undefined where only writing makes it. */
  target(name: string): Relation | undefined;
  relationNames(): readonly string[];
  /** The relation that a misspelt name probably means. */
  nearestRelation(name: string): string | undefined;
  userFunction(name: string): UserFunction | undefined;
  userFunctionNames(): readonly string[];
  /**
   * A schema file that WITH names; undefined when nothing is known of it here.
   * @param message the record or message in it, when one is named
   */
  schema(path: string, message: string | undefined): SchemaFile | undefined;
  /**
   * A configuration file that WITH, or another such file, names.
   * @param from the path of the file that names it; absent: the SQL file
   */
  configFile(written: string, from?: string): ConfigFound;
  readonly probe?: Probe | undefined;
}

export interface SchemaFile {
  /** From where the workspace is, or a URI. */
  readonly path: string;
  /** Undefined: there is no such file. */
  readonly found?: SchemaResult;
  readonly text?: string;
  /** Texts of the files that it imports, by their paths as they are imported. */
  readonly imports?: Readonly<Record<string, string>>;
}

export interface ConfigFound {
  /** From where the workspace is, or a URI; as it is written where that is no path. */
  readonly path: string;
  /** `unknown`: nothing was said of it; `outside`: it is not in the workspace, `linked`: it is a link out of it; both are not read. */
  readonly file: ConfigFile | 'missing' | 'outside' | 'linked' | 'unknown';
}

export interface GivenFormat {
  /** As a value of the property `format`. */
  readonly word: string;
  readonly schemaFile?: string;
}
