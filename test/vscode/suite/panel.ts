/** The suite of the run panel, in a window of its own. */
import { runChecks } from './check.ts';
import { flood } from './flood.ts';
import { runPanel } from './run-panel.ts';

export const run = (): Promise<void> => runChecks([...runPanel, ...flood]);
