/** What WITH says of files that a relation stands for: plain data of the plan, variables not filled in. */

export interface FileSource {
  /** A file, a folder, or a pattern; from the folder of the SQL file on. May hold variables. */
  readonly path: string;
  /** Lines that come later are read too, where the command does not end. */
  readonly watch?: true;
  /** Between two looks, in milliseconds; absent: the connector's own. */
  readonly pollMs?: number;
  readonly recursive?: true;
  /** Lines at the start of each file that are passed over, before its header. */
  readonly skipLines?: number;
}

export interface FileSink {
  /** A file, or a folder (it ends with a slash, or is one). May hold variables. */
  readonly path: string;
  /** What a file of this name has stays before what is written. */
  readonly append?: true;
  /** False: a missing folder is an error. */
  readonly makeFolders?: false;
  /** When a new file is begun; absent: never. */
  readonly roll?: FileRolling;
  /** So many files stay. */
  readonly keep?: number;
  readonly prefix?: string;
  /** Of Avro's blocks. */
  readonly codec?: AvroCodec;
}

export type AvroCodec = 'null' | 'deflate' | 'snappy' | 'zstandard';

/** Whichever comes first. */
export interface FileRolling {
  readonly bytes?: number;
  readonly rows?: number;
  readonly ms?: number;
  /** At the full hour or at midnight, UTC. */
  readonly at?: 'hour' | 'day';
}

/** What a relation that stands for files may be: read, written, or both. */
export interface FilePlace {
  readonly source?: FileSource;
  readonly sink?: FileSink;
}
