/** What the container finds when it starts: the one agreement between manifests and `ferris-sql run`. */
import type { DeploymentSpec } from './spec.ts';

/** Where the ConfigMap is. */
export const CONFIG_FOLDER = '/etc/ferris';
/** The workload's configuration in it, named by FERRIS_WORKLOAD_CONFIG. */
export const CONFIG_FILE = 'workload.yaml';
/** State on a disk of its own, named by FERRIS_STATE_DIR. */
export const STATE_FOLDER = '/var/lib/ferris';
/** User and group of the image. */
export const USER_ID = 1001;
/** Exit codes that another attempt would only repeat: the SQL cannot be planned, usage, unreadable input. */
export const FINAL_EXIT_CODES = [2, 64, 66] as const;

/** A ConfigMap's keys take letters, digits, `-`, `_` and `.`. */
export const sqlFileOf = ({ source, name }: DeploymentSpec): string => {
  const plain = source.file.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/^[-.]+/g, '');
  return plain === '' || plain === CONFIG_FILE || plain.length > 253 ? `${name}.sql` : plain;
};
