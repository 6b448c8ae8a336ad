/** The errors every adapter words the same way. */
import { ConnectorError } from './port.ts';

export function noTopic(place: string, topic: string, topics: Iterable<string>): ConnectorError {
  const there = [...topics].sort();
  const known = there.length === 0 ? 'there is none yet' : `there are ${there.join(', ')}`;
  return new ConnectorError('unreadable', `${place} has no topic '${topic}' (${known})`);
}

export function noPartition(place: string, topic: string, partition: number, partitions: number): ConnectorError {
  const has = partitions === 1 ? 'only partition 0' : `partitions 0 to ${partitions - 1}`;
  return new ConnectorError('refused', `topic '${topic}' at ${place} has no partition ${partition}, it has ${has}`);
}

export function badPartitionCount(topic: string, partitions: number, most: number): ConnectorError {
  return new ConnectorError(
    'refused',
    `topic '${topic}' cannot have ${partitions} partitions: 1 to ${most} are allowed`,
  );
}

export function closed(what: string, place: string): ConnectorError {
  return new ConnectorError('refused', `this ${what} of ${place} is closed`);
}

/** A file that could not be read or written, with the system's code said in words. */
export function fileError(doing: 'read' | 'write', path: string, error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const why = (code && CODES[code]) || message;
  const kind = doing === 'read' ? 'unreadable' : 'refused';
  return new ConnectorError(kind, `cannot ${doing} ${path}: ${why}`, { cause: error });
}

const CODES: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'the system does not permit it',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'a file of that name is in the way',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would become larger than the system allows',
  EROFS: 'the file system is read-only',
  EMFILE: 'this process has too many files open',
  ENFILE: 'the system has too many files open',
  EIO: 'the disk reports an error',
};

/** Kafka's own rule, kept everywhere so that a topic can move between places. */
export function checkTopicName(topic: string): void {
  if (/^[A-Za-z0-9._-]{1,249}$/.test(topic) && !/^\.\.?$/.test(topic)) return;
  const allowed = "letters, digits, '.', '_' and '-', at most 249 of them";
  throw new ConnectorError('refused', `'${topic}' cannot be the name of a topic: allowed are ${allowed}`);
}
