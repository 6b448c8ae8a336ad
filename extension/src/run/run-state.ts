/** How a run stands. */

/**
 * starting → running → ended by itself, stopped by a person, or failed. `stopping` is between a person's wish and the
 * end of the process; nothing arrives any more.
 */
export type RunState = 'starting' | 'running' | 'stopping' | 'ended' | 'stopped' | 'failed';
