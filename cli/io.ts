/** What a command may touch of the process it runs in, handed in so that a test can run a command without one. */
import path from 'node:path';

/** An end of the pipe that a command writes to. */
export interface Sink {
  /** Writes all of it; waits for a slow reader only when awaited. */
  write(text: string | Uint8Array): Promise<void>;
  readonly isTTY: boolean;
  /** Characters per line when it is a terminal. */
  readonly columns: number | undefined;
}

export interface Io {
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Absolute; relative paths on the command line start here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether to write colours to stdout: a terminal, and neither NO_COLOR nor TERM=dumb. */
  readonly color: boolean;
  /** Aborted when the reader of stdout has gone (`| head`): whatever runs on should end, quietly. */
  readonly readerGone: AbortSignal;
}

export function processIo(): Io {
  const gone = new AbortController();
  const { env, stdout, stderr } = process;
  return {
    get stdin() {
      return process.stdin as AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
    },
    stdout: sinkOf(stdout, gone),
    stderr: sinkOf(stderr, gone),
    cwd: process.cwd(),
    env,
    color: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    readerGone: gone.signal,
  };
}

function sinkOf(stream: NodeJS.WriteStream, gone: AbortController): Sink {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    gone.abort();
  });
  return {
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
    write: text =>
      new Promise(resolve => {
        // A reader that has gone is no error of ours: what it does not want is dropped.
        if (gone.signal.aborted) resolve();
        else stream.write(text, () => resolve());
      }),
  };
}

/** All of stdin as text. */
export async function readStdin(io: Io): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** A path of the command line, made absolute. */
export const resolvePath = (io: Io, file: string): string => path.resolve(io.cwd, file);
