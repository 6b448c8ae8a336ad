/** What the container finds when it starts: the one agreement between manifests and `ferris-sql run`. */
import { shortHash } from './objects/short-hash.ts';
import type { DeploymentSpec, SchemaFile } from './spec.ts';

/** Where the ConfigMap is. */
export const CONFIG_FOLDER = '/etc/ferris';
/** The workload's configuration in it, named by FERRIS_WORKLOAD_CONFIG. */
export const CONFIG_FILE = 'workload.yaml';
/** Snapshots of the state, on a disk of its own or on the node's, named by FERRIS_STATE_DIR. */
export const STATE_FOLDER = '/var/lib/ferris';
/** The variable that says for which plan (`layoutNumber`) state of another one is dropped instead of refused. */
export const RESET_STATE = 'FERRIS_RESET_STATE';
/** The variable that says how many MiB of that disk what does not fit into memory may take (the setting `max.disk.mb`). */
export const MAX_DISK = 'FERRIS_MAX_DISK_MB';
/** User and group of the image. */
export const USER_ID = 1001;
/** Exit codes that another attempt would only repeat: the SQL cannot be planned, usage, unreadable input. */
export const FINAL_EXIT_CODES = [2, 64, 66] as const;

/** A ConfigMap's keys take letters, digits, `-`, `_` and `.`. */
export const sqlFileOf = ({
  source,
  name,
}: {
  readonly source: Pick<DeploymentSpec['source'], 'file'>;
  readonly name: string;
}): string => {
  const plain = keyLike(source.file);
  return plain === '' || plain === CONFIG_FILE || plain.length > LONGEST_KEY ? `${name}.sql` : plain;
};

const LONGEST_KEY = 253;

const keyLike = (text: string): string => text.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/^[-.]+/g, '');

export interface KeyedFile extends SchemaFile {
  /** In the ConfigMap: the path itself where that can be a key. */
  readonly key: string;
}

/** The schema files of a deployment with the keys that they have in its ConfigMap, each another one. */
export function keyedSchemaFiles(spec: DeploymentSpec): readonly KeyedFile[] {
  const { schemaFiles = [] } = spec.source;
  const taken = new Set([sqlFileOf(spec), CONFIG_FILE, ...schemaFiles.map(({ path }) => path)]);
  return schemaFiles.map(file => {
    const plain = keyLike(file.path);
    if (plain === file.path && plain.length <= LONGEST_KEY) return { ...file, key: plain };
    const own = plain !== '' && plain.length <= LONGEST_KEY && !taken.has(plain);
    const key = own ? plain : `${shortHash(file.path)}-${plain.slice(-200)}`;
    taken.add(key);
    return { ...file, key };
  });
}
