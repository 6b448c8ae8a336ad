/** Asks a person before something is written. */
import type { Io } from '../../io.ts';

/** Whether the answer is yes; the end of stdin is no. Throws the reason of an abort. */
export async function confirmed(question: string, io: Io, signal: AbortSignal): Promise<boolean> {
  await io.stderr.write(`${question} [y/N] `);
  const answer = firstChunk(io);
  const aborted = Promise.withResolvers<never>();
  const stop = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return /^\s*y(es)?\s*$/i.test(await Promise.race([answer, aborted.promise]));
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function firstChunk(io: Io): Promise<string> {
  for await (const chunk of io.stdin) return Buffer.from(chunk).toString('utf8');
  return '';
}
