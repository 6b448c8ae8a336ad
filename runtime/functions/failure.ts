/** What went wrong in a function of a user, in words: which function, in which line of the SQL file, and why. */
import type { PlanFunction } from '../../src/compiler/plan/plan.ts';
import { typeText } from '../../src/language/types/sql-type.ts';
import { RecordError } from '../../src/language/types/value.ts';
import type { Limits } from './limits.ts';
import { FILE } from './source.ts';

export interface Thrown {
  /** `time` and `memory`: broken off at a limit. */
  readonly kind: 'thrown' | 'time' | 'memory';
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** A function that cannot be called at all: its text is no JavaScript, or a part of an aggregate is missing. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError';
  readonly functionName: string;
  /** Of the SQL file, from 1. */
  readonly line: number;
  /** Without the function's name and the line. */
  readonly reason: string;
  constructor(functionName: string, line: number, reason: string) {
    super(`function ${functionName}, line ${line}: ${reason}`);
    this.functionName = functionName;
    this.line = line;
    this.reason = reason;
  }
}

/** `limits`: of the call; undefined while the function is made. */
export function failureOf(declared: PlanFunction, thrown: Thrown, limits: Limits): RecordError;
export function failureOf(declared: PlanFunction, thrown: Thrown, limits: undefined): FunctionError;
export function failureOf(
  declared: PlanFunction,
  thrown: Thrown,
  limits: Limits | undefined,
): RecordError | FunctionError {
  const line = lineOf(thrown.stack, declared) ?? declared.line;
  const reason = reasonOf(declared, thrown, limits);
  if (!limits) return new FunctionError(declared.name, line, reason);
  return new RecordError('function', `function ${declared.name}, line ${line}: ${reason}`);
}

const FRAME = new RegExp(`\\b${FILE}:(\\d+)`);

function lineOf(stack: string, { line, body }: PlanFunction): number | undefined {
  const found = FRAME.exec(stack)?.[1];
  if (found === undefined) return undefined;
  const lines = body.split('\n').length;
  return line + Math.min(Number(found), lines) - 1;
}

function reasonOf(declared: PlanFunction, { kind, name, message }: Thrown, limits: Limits | undefined): string {
  if (kind === 'time')
    return limits ? `it ran longer than ${limits.callMs} ms and was broken off` : 'it does not come to an end';
  if (kind === 'memory')
    return limits
      ? `it took more than ${Math.round(limits.memoryBytes / 2 ** 20)} MB and was broken off`
      : 'it takes too much memory';
  if (name === 'WrongResult') return `it gave ${message}; RETURNS says ${typeText(declared.returns)}`;
  const what = message === '' ? 'an error without a message' : message;
  return name === '' || name === 'Error' ? what : `${name}: ${what}`;
}
