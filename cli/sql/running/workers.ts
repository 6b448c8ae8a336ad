/**
 * A job on several threads of one process: each is a member of the job's group, and nothing else goes between them. What they
 * tell is told as one.
 */
import { Worker } from 'node:worker_threads';
import type { Outage } from '../../../runtime/connectors/kafka/outage.ts';
import { ConnectorError } from '../../../runtime/connectors/port.ts';
import type { GroupEvent } from '../../../runtime/jobs/in-group.ts';
import { type RecordProblem, UnknownTopicError } from '../../../runtime/jobs/job.ts';
import { type Figures, jobMeasures } from '../../../runtime/jobs/measures.ts';
import { mergedFigures } from '../../../runtime/jobs/merged-figures.ts';
import { WorkersJobEnded } from './failures.ts';
import { END, type Failure, type FromWorker, type WorkerStart } from './worker-messages.ts';

interface WorkersOptions {
  /** One for each thread. */
  readonly starts: readonly WorkerStart[];
  /** Told with the number of the thread, from 1. */
  readonly onEvent: (worker: number, event: GroupEvent) => void;
  readonly onOutage?: (worker: number, outage: Outage) => void;
  readonly onProblem: (problem: RecordProblem) => void;
  readonly onUnreadable: (place: string, message: string) => void;
  /** All of them end, and commit what they have worked off. */
  readonly signal: AbortSignal;
}

interface Workers {
  /** As of less than a second ago. */
  figures(): Figures;
  /**
   * Resolves when all have ended as they should. When one fails the others are told to end, and it rejects with what that
   * one failed with: ConnectorError, UnknownTopicError, WorkersJobEnded, or an Error that names the thread.
   */
  readonly ended: Promise<void>;
}

/** Beside this file, as it is or as it is bundled. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './ferris-sql-worker.mjs', import.meta.url);

export function startWorkers(options: WorkersOptions): Workers {
  const { starts, onEvent, onOutage = () => {}, onProblem, onUnreadable, signal } = options;
  const figures: Figures[] = starts.map(() => jobMeasures().figures());
  let failure: Error | undefined;
  const workers = starts.map(start => new Worker(WORKER, { workerData: start }));
  const end = (): void => {
    for (const worker of workers) worker.postMessage(END);
  };
  const fail = (error: Error): void => {
    failure ??= error;
    end();
  };

  const ends = workers.map(
    (worker, i) =>
      new Promise<void>(resolve => {
        const name = `worker ${i + 1} of ${workers.length}`;
        let isOver = false;
        worker.on('message', (message: FromWorker) => {
          switch (message.kind) {
            case 'event':
              return onEvent(i + 1, message.event);
            case 'outage':
              return onOutage(i + 1, message.outage);
            case 'problem':
              return onProblem(message.problem);
            case 'unreadable':
              return onUnreadable(message.place, message.message);
            case 'figures':
              figures[i] = message.figures;
              return;
            case 'ended':
              isOver = true;
              return;
            case 'failed':
              isOver = true;
              return fail(errorOf(message.failure, name));
          }
        });
        worker.on('error', error => {
          isOver = true;
          fail(new Error(`${name} died: ${error instanceof Error ? error.message : error}`, { cause: error }));
        });
        worker.on('exit', code => {
          if (!isOver) fail(new Error(`${name} died: it ended with ${code} and said nothing`));
          resolve();
        });
      }),
  );
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });

  return {
    figures: () => mergedFigures(figures),
    ended: Promise.all(ends).then(() => {
      signal.removeEventListener('abort', end);
      if (failure) throw failure;
    }),
  };
}

function errorOf(failure: Failure, worker: string): Error {
  switch (failure.of) {
    case 'place':
      return new ConnectorError(failure.kind, failure.message);
    case 'topic':
      return new UnknownTopicError(failure.topic, failure.known, failure.place);
    case 'job':
      return new WorkersJobEnded(failure.message);
    case 'program':
      return Object.assign(new Error(`${worker}: ${failure.message}`), { stack: failure.stack });
  }
}
