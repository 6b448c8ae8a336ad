/**
 * One function of a user in QuickJS, compiled to WebAssembly: it can reach nothing of the process. A call that takes too long
 * or too much memory is broken off; the next one finds everything as it was, because nothing around it can be changed.
 */
import type {
  CustomizeVariantOptions,
  QuickJSContext,
  QuickJSHandle,
  QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import type { PlanFunction } from '../../src/compiler/plan/plan.ts';
import { RecordError } from '../../src/language/types/value.ts';
import { failureOf, type Thrown } from './failure.ts';
import type { Limits } from './limits.ts';
import { REALM } from './realm.ts';
import { FILE, sourceOf } from './source.ts';
import type { Wire } from './wire.ts';

export type Member = 'call' | 'init' | 'add' | 'retract' | 'result';

export interface Sandbox {
  /** Of an aggregate: which of its functions were written. */
  readonly members: ReadonlySet<Member>;
  /** Throws RecordError. */
  call(member: Member, wires: readonly Wire[]): Wire;
  close(): void;
}

/** How long making a function may take, in milliseconds; what runs then is mostly ours, and not yet compiled well. */
const MAKING_MS = 3000;

const PAGE_BYTES = 64 * 1024;
/** Node's types name what is in WebAssembly, and not that it can be made. */
const { WebAssembly: wasm } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Memory: new (pages: {
      readonly initial: number;
      readonly maximum: number;
    }) => NonNullable<CustomizeVariantOptions['wasmMemory']>;
  };
};
/** What the module must have to begin with. */
const LEAST_PAGES = 256;

/**
 * A machine of its own for the functions of one plan. QuickJS counts what is asked of it at once only, so it is the
 * WebAssembly memory that ends: then an allocation fails, as the limit says.
 */
export async function quickJs({ memoryBytes }: Limits): Promise<QuickJSWASMModule> {
  const [{ newQuickJSWASMModuleFromVariant, newVariant }, { default: variant }] = await Promise.all([
    import('quickjs-emscripten-core'),
    import('@jitl/quickjs-singlefile-mjs-release-sync'),
  ]);
  const maximum = Math.max(LEAST_PAGES, Math.floor(memoryBytes / PAGE_BYTES));
  const wasmMemory = new wasm.Memory({ initial: LEAST_PAGES, maximum });
  return await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmMemory }));
}

/** Throws FunctionError when the text is no function. */
export function openSandbox(quickjs: QuickJSWASMModule, declared: PlanFunction, limits: Limits): Sandbox {
  let deadline = performance.now() + MAKING_MS;
  let lostMs = 0;
  let brokenOff = 0;
  const runtime = quickjs.newRuntime();
  runtime.setMemoryLimit(limits.memoryBytes);
  runtime.setMaxStackSize(limits.stackBytes);
  runtime.setInterruptHandler(() => performance.now() > deadline);
  const context = runtime.newContext();
  const members = new Map<Member, QuickJSHandle>();

  function close(): void {
    for (const member of members.values()) member.dispose();
    context.dispose();
    runtime.dispose();
  }

  try {
    makeMembers(context, declared, members);
  } catch (error) {
    close();
    throw error;
  }
  return {
    members: new Set(members.keys()),
    call(member, wires) {
      if (lostMs > limits.lostMs)
        throw new RecordError(
          'function',
          `function ${declared.name} is called no more: ${brokenOff} calls were broken off and cost ${Math.round(lostMs / 1000)} s`,
        );
      const startedAt = performance.now();
      deadline = startedAt + limits.callMs;
      const args: QuickJSHandle[] = [];
      try {
        for (const wire of wires) args.push(handleOf(context, wire));
        const result = context.callFunction(members.get(member)!, context.undefined, args);
        if (result.error) {
          const thrown = thrownOf(context, result.error);
          if (thrown.kind !== 'thrown') {
            brokenOff++;
            lostMs += performance.now() - startedAt;
          }
          throw failureOf(declared, thrown, limits);
        }
        const { value } = result;
        const wire = wireOf(context, value);
        value.dispose();
        return wire;
      } finally {
        for (const arg of args) arg.dispose();
      }
    },
    close,
  };
}

function makeMembers(context: QuickJSContext, declared: PlanFunction, members: Map<Member, QuickJSHandle>): void {
  const unwrapped = (result: ReturnType<QuickJSContext['evalCode']>): QuickJSHandle => {
    if (!result.error) return result.value;
    throw failureOf(declared, thrownOf(context, result.error), undefined);
  };
  using realm = unwrapped(context.evalCode(REALM, 'realm'));
  using run = unwrapped(sourceOf(declared, source => context.evalCode(source, FILE)));
  using parameters = unwrapped(context.evalCode(`(${JSON.stringify(declared.parameters.map(({ type }) => type))})`));
  using returns = unwrapped(context.evalCode(`(${JSON.stringify(declared.returns)})`));
  using make = context.getProp(realm, declared.aggregate ? 'aggregate' : 'scalar');
  const made = unwrapped(context.callFunction(make, realm, run, parameters, returns));
  if (!declared.aggregate) {
    members.set('call', made);
    return;
  }
  for (const name of ['init', 'add', 'retract', 'result'] as const) {
    const member = context.getProp(made, name);
    if (context.typeof(member) === 'function') members.set(name, member);
    else member.dispose();
  }
  made.dispose();
}

function handleOf(context: QuickJSContext, wire: Wire): QuickJSHandle {
  switch (typeof wire) {
    case 'number':
      return context.newNumber(wire);
    case 'string':
      return context.newString(wire);
    case 'boolean':
      return wire ? context.true : context.false;
    default:
      return context.null;
  }
}

function wireOf(context: QuickJSContext, handle: QuickJSHandle): Wire {
  switch (context.typeof(handle)) {
    case 'number':
      return context.getNumber(handle);
    case 'string':
      return context.getString(handle);
    case 'boolean':
      return context.dump(handle) as boolean;
    default:
      return null;
  }
}

/** Reads and frees what was thrown. */
function thrownOf(context: QuickJSContext, error: QuickJSHandle): Thrown {
  try {
    if (context.typeof(error) !== 'object')
      return { kind: 'thrown', name: '', message: String(context.dump(error)), stack: '' };
    const text = (name: string): string => {
      using value = context.getProp(error, name);
      return context.typeof(value) === 'string' ? context.getString(value) : '';
    };
    const [name, message, stack] = [text('name'), text('message'), text('stack')];
    const kind =
      name !== 'InternalError'
        ? 'thrown'
        : message === 'interrupted'
          ? 'time'
          : message === 'out of memory'
            ? 'memory'
            : 'thrown';
    return { kind, name, message, stack };
  } finally {
    error.dispose();
  }
}
