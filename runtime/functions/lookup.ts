/** The function that a call of a plan means: the language's own first, then the user's. */
import type { FunctionEntry } from '../../src/language/functions/define.ts';
import { functionTable } from '../../src/language/functions/table.ts';
import type { Clock } from '../time/clock.ts';

/** By name in any case; undefined when there is none. */
export function functionOf(name: string, { functions }: Clock): FunctionEntry | undefined {
  const wanted = name.toUpperCase();
  return functionTable.get(wanted) ?? functions?.get(wanted);
}
