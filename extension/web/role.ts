/** What a worker of the extension is for. They have the language in common, so they are one script, downloaded once. */

export type Role = 'server' | 'run';

/** The script begins with a line that gives the worker's global this name; see start-worker.ts. */
export const ROLE = 'ferrisRole';
