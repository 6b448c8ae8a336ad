/** Queries in the browser run as in the playground. */
import '../../playground/src/run-worker.ts';
