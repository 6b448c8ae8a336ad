/** A worker thread of `ferris-sql run --workers`: a member of the job's group with a client of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { openConnector } from '../../../runtime/connectors/open.ts';
import { ConnectorError } from '../../../runtime/connectors/port.ts';
import { FormatError } from '../../../runtime/formats/port.ts';
import { runInGroup } from '../../../runtime/jobs/in-group.ts';
import { UnknownTopicError } from '../../../runtime/jobs/job.ts';
import { jobMeasures } from '../../../runtime/jobs/measures.ts';
import { compressionsOf } from '../../../src/compiler/plan/compressions.ts';
import { processIo } from '../../io.ts';
import { formatSettings } from '../record-formats.ts';
import { endsTheJob } from './failures.ts';
import { memoryLimit } from './memory-limit.ts';
import { snapshotsIn } from './snapshots-in.ts';
import { END, type Failure, type FromWorker, type WorkerStart } from './worker-messages.ts';

/** Between two times that figures are told, in milliseconds. */
const FIGURES_EVERY = 500;

const port = parentPort!;
const tell = (message: FromWorker): void => port.postMessage(message);

async function work({ job, place, kafka, transfer, stateDir, memoryAllowed, ...writing }: WorkerStart): Promise<void> {
  const ending = new AbortController();
  port.on('message', message => {
    if (message === END) ending.abort();
  });
  let measures = jobMeasures();
  const figures = (): void => tell({ kind: 'figures', figures: measures.figures() });
  const telling = setInterval(figures, FIGURES_EVERY);
  const onProblem = (problem: { readonly place: string; readonly message: string }): void =>
    tell({ kind: 'unreadable', place: problem.place, message: problem.message });
  try {
    const connector = await openConnector(place, {
      onProblem,
      onOutage: outage => tell({ kind: 'outage', outage }),
      compressionOf: compressionsOf(job.plan),
      ...(kafka ? { kafka } : {}),
      ...(transfer ? { transfer } : {}),
      ...writing,
    });
    try {
      await runInGroup({
        ...job,
        connector,
        signal: ending.signal,
        formats: formatSettings(processIo(), true, ending.signal),
        ...(await memoryLimit(memoryAllowed)),
        ...snapshotsIn(stateDir, message => tell({ kind: 'unreadable', place: stateDir!, message })),
        onEvent: event => tell({ kind: 'event', event }),
        onProblem: problem => tell({ kind: 'problem', problem }),
        measures() {
          measures = jobMeasures();
          return measures;
        },
      });
    } finally {
      await connector.close();
    }
    figures();
    tell({ kind: 'ended' });
  } catch (error) {
    figures();
    tell({ kind: 'failed', failure: failureOf(error) });
  } finally {
    clearInterval(telling);
    port.close();
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof ConnectorError) return { of: 'place', kind: error.kind, message: error.message };
  if (error instanceof UnknownTopicError)
    return { of: 'topic', topic: error.topic, known: error.known, place: error.place };
  if (endsTheJob(error) || error instanceof FormatError) return { of: 'job', message: error.message };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { of: 'program', message, stack };
}

void work(workerData as WorkerStart);
