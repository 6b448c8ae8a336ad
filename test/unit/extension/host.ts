/** Stands for an extension host that is killed: starts a query, says its process id, and does nothing more. */
import { startRun } from '../../../extension/src/run/run.ts';
import { queryCommand, TRADES } from './query.ts';

const run = startRun(queryCommand(`${TRADES}SELECT ticker FROM trades EMIT CHANGES;`), () => {
  if (run.rows.total > 0) process.stdout.write(`${run.pid}\n`);
});
