/** The suite of a trusted window. */
import { runChecks } from './check.ts';
import { editing } from './editing.ts';
import { running } from './running.ts';

export const run = (): Promise<void> => runChecks([...editing, ...running]);
