/** One open file as its records: what text and Avro files have in common. */
import { closeSync, fstatSync, openSync } from 'node:fs';
import { fileError } from '../refusals.ts';

export interface RecordFile {
  /** For messages. */
  readonly path: string;
  /** Of the device and the file: another one once the file was replaced. */
  readonly identity: string;
  /**
   * The position behind the last record. `whole`: nothing more will come, and what stands at the end without its line end is a
   * record. Positions ascend from 0; they are bytes in text and numbers of records in Avro.
   */
  end(whole: boolean): number;
  /** Some records from a position on, before `to`; `next` where it began: there is none now. Throws ConnectorError. */
  read(from: number, to: number, whole: boolean): Piece;
  /** What has been read up to its last record is complete. Throws ConnectorError where something is left that is no record. */
  checkEnd(): void;
  /** Shorter than it was, or with other bytes where these positions are: a position of it says nothing any more. */
  wasCut(position: number): boolean;
  /** Its first bytes. */
  first(bytes: number): Buffer;
  /** Names of its columns, where it has them. */
  columns(): readonly string[] | undefined;
  /** For messages: `data/trades.csv:17`. */
  locate(position: number): string;
  close(): void;
}

export interface Piece {
  readonly records: readonly { readonly position: number; readonly value: Uint8Array }[];
  readonly next: number;
  /** Milliseconds since the epoch: when the file was last modified. */
  readonly modified: number;
}

/** About so many bytes are read at a time. */
export const PIECE_BYTES = 512 * 1024;

export interface OpenHandle {
  readonly handle: number;
  readonly identity: string;
}

/** `at`: the whole path. Throws ConnectorError, for a folder too. */
export function openHandle(path: string, at: string): OpenHandle {
  try {
    const handle = openSync(at, 'r');
    const stat = fstatSync(handle);
    if (stat.isDirectory()) {
      closeSync(handle);
      throw Object.assign(new Error(), { code: 'EISDIR' });
    }
    return { handle, identity: identityOf(stat) };
  } catch (error) {
    throw fileError('read', path, error);
  }
}

export const identityOf = ({ dev, ino }: { readonly dev: number; readonly ino: number }): string => `${dev}:${ino}`;
