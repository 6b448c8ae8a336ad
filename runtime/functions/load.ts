/** The functions of a plan, ready to be called: entries like those of the language's own. */
import type { PlanFunction } from '../../src/compiler/plan/plan.ts';
import type { AggregateEntry, ScalarEntry } from '../../src/language/functions/define.ts';
import type { Value } from '../../src/language/types/value.ts';
import { aggregateEntry, scalarEntry } from './entry.ts';
import { FunctionError } from './failure.ts';
import { LIMITS, type Limits } from './limits.ts';
import { openSandbox, quickJs, type Sandbox } from './sandbox.ts';
import { fromWire, toWire, type Wire } from './wire.ts';

/** By name in capitals. */
export type UserFunctions = ReadonlyMap<string, ScalarEntry | AggregateEntry>;

export interface LoadedFunctions {
  readonly functions: UserFunctions;
  close(): void;
}

/** Rejects with FunctionError for the first whose text is no function. */
export async function loadFunctions(
  declared: readonly PlanFunction[],
  limits: Limits = LIMITS,
): Promise<LoadedFunctions> {
  const sandboxes: Sandbox[] = [];
  const close = (): void => {
    for (const sandbox of sandboxes) sandbox.close();
  };
  const functions = new Map<string, ScalarEntry | AggregateEntry>();
  if (declared.length === 0) return { functions, close };
  const quickjs = await quickJs(limits);
  try {
    for (const one of declared) {
      const sandbox = openSandbox(quickjs, one, limits);
      sandboxes.push(sandbox);
      functions.set(one.name.toUpperCase(), one.aggregate ? aggregateOf(one, sandbox) : scalarOf(one, sandbox));
    }
  } catch (error) {
    close();
    throw error;
  }
  return { functions, close };
}

const docOf = ({ name, parameters }: PlanFunction): string =>
  `${name}(${parameters.map(parameter => parameter.name).join(', ')}), a function of your own.`;

function scalarOf(declared: PlanFunction, sandbox: Sandbox): ScalarEntry {
  const wires = wiresOf(declared);
  return scalarEntry(declared.name, docOf(declared), args =>
    fromWire(sandbox.call('call', wires(args)), declared.returns),
  );
}

function aggregateOf(declared: PlanFunction, sandbox: Sandbox): AggregateEntry {
  for (const part of ['init', 'add', 'result'] as const)
    if (!sandbox.members.has(part))
      throw new FunctionError(declared.name, declared.line, `an aggregate needs a function ${part}(…)`);
  const wires = wiresOf(declared);
  return aggregateEntry(declared.name, docOf(declared), {
    // A state is a text that the sandbox reads and writes: what a call that failed did to it is nowhere.
    init: () => sandbox.call('init', []),
    add: (state: Wire, args) => sandbox.call('add', [state, ...wires(args)]),
    result: (state: Wire) => fromWire(sandbox.call('result', [state]), declared.returns),
    ...(sandbox.members.has('retract')
      ? { remove: (state: Wire, args: readonly Value[]) => sandbox.call('retract', [state, ...wires(args)]) }
      : {}),
  });
}

/** Arguments come as the binder coerced them. */
function wiresOf({ parameters }: PlanFunction): (args: readonly Value[]) => Wire[] {
  const types = parameters.map(({ type }) => type);
  return args => types.map((type, i) => toWire(args[i] ?? null, type));
}
