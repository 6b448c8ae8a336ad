/** A command's flags as one table, from which parsing, `--help` and usage errors are derived. */
import { parseArgs } from 'node:util';
import { nearest } from '../src/language/text/nearest.ts';
import type { Io } from './io.ts';

export interface Flag {
  /** One line for --help. */
  readonly doc: string;
  /** Placeholder of its value, such as 'FILE'; absent: a switch that is on or off. */
  readonly value?: string;
  /** One letter: `-f`. */
  readonly short?: string;
  /** Other names it goes by; not shown. */
  readonly aliases?: readonly string[];
  readonly default?: string | number;
  /** The only values it takes. */
  readonly allowed?: readonly string[];
  /** A whole number, and its range. */
  readonly integer?: { readonly min?: number; readonly max?: number };
  /** May be given several times; its value is the list of them. */
  readonly repeats?: boolean;
  readonly required?: boolean;
}

interface Positionals {
  /** As in the usage line: 'FILES'. */
  readonly name: string;
  readonly doc: string;
  readonly min: number;
  readonly max: number;
}

type One<F extends Flag> = F extends { integer: object }
  ? number
  : F extends { allowed: readonly (infer A)[] }
    ? A
    : string;
type Given<F extends Flag> = F extends { value: string }
  ? F extends { repeats: true }
    ? readonly One<F>[]
    : F extends { default: string | number } | { required: true }
      ? One<F>
      : One<F> | undefined
  : boolean;

export interface Parsed<Flags extends Readonly<Record<string, Flag>> = Readonly<Record<string, Flag>>> {
  readonly flags: { readonly [Name in keyof Flags]: Given<Flags[Name]> };
  readonly positionals: readonly string[];
}

export interface Command {
  /** As typed: 'validate-hints'. */
  readonly name: string;
  /** One line. */
  readonly summary: string;
  readonly flags: Readonly<Record<string, Flag>>;
  readonly positionals?: Positionals;
  /** Whole command lines, each with what it does. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** Gives the exit code. Throws UsageError for what only it can tell is wrong with the command line. */
  run(parsed: Parsed, io: Io): Promise<number>;
}

/** A command whose `run` sees its flags with their types. Flag names are written without dashes: 'output-file'. */
export function defineCommand<const Flags extends Readonly<Record<string, Flag>>>(
  command: Omit<Command, 'flags' | 'run'> & {
    readonly flags: Flags;
    run(parsed: Parsed<Flags>, io: Io): Promise<number>;
  },
): Command {
  return { ...command, run: (parsed, io) => command.run(parsed as Parsed<Flags>, io) };
}

/** The command line is wrong; `message` says what and `hint` what to write instead. Exit code 64. */
export class UsageError extends Error {
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** Reads a command line (without the command's name). Throws UsageError. */
export function parseArguments(command: Command, args: readonly string[]): Parsed {
  const names = new Map<string, string>();
  const options: Record<string, { type: 'string' | 'boolean'; short?: string }> = {};
  for (const [name, flag] of Object.entries(command.flags))
    for (const spelling of [name, ...(flag.aliases ?? [])]) {
      names.set(spelling, name);
      const short = spelling === name ? flag.short : undefined;
      options[spelling] = { type: flag.value ? 'string' : 'boolean', ...(short ? { short } : {}) };
    }
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });

  const given: Record<string, unknown> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const name = names.get(token.name);
    if (name === undefined) throw unknownFlag(command, token.rawName);
    const flag = command.flags[name]!;
    if (!flag.value) {
      if (token.value !== undefined)
        throw new UsageError(`${token.rawName} takes no value, but '${token.value}' was given`);
      given[name] = true;
      continue;
    }
    const looksLikeFlag = !token.inlineValue && /^--?[A-Za-z]/.test(token.value ?? '');
    if (token.value === undefined || looksLikeFlag)
      throw new UsageError(
        `${token.rawName} needs a value: ${token.rawName} ${flag.value}`,
        looksLikeFlag ? `write ${token.rawName}=${token.value} if that is the value` : undefined,
      );
    const value = readValue(flag, token.rawName, token.value);
    if (flag.repeats) given[name] = [...((given[name] as unknown[]) ?? []), value];
    else if (name in given && given[name] !== value)
      throw new UsageError(`--${name} is given twice, as '${given[name]}' and as '${value}'`);
    else given[name] = value;
  }

  for (const [name, flag] of Object.entries(command.flags)) {
    if (name in given) continue;
    if (flag.required)
      throw new UsageError(`--${name} ${flag.value ?? ''} is required`.replace('  ', ' '), allowedHint(flag));
    given[name] = flag.value ? (flag.repeats ? [] : flag.default) : false;
  }
  checkPositionals(command, positionals);
  return { flags: given as Parsed['flags'], positionals };
}

function readValue(flag: Flag, rawName: string, text: string): string | number {
  if (flag.integer) {
    const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = flag.integer;
    const number = Number(text);
    if (!/^[+-]?\d+$/.test(text) || number < min || number > max) {
      const range = flag.integer.max === undefined ? `, at least ${min}` : `, from ${min} to ${max}`;
      throw new UsageError(
        `${rawName} takes a whole number${flag.integer.min === undefined ? '' : range}, not '${text}'`,
      );
    }
    return number;
  }
  if (flag.allowed && !flag.allowed.includes(text)) {
    const meant = nearest(text, flag.allowed);
    throw new UsageError(
      `${rawName} takes ${listOf(flag.allowed)}, not '${text}'`,
      meant && `did you mean '${meant}'?`,
    );
  }
  return text;
}

function unknownFlag(command: Command, rawName: string): UsageError {
  const all = [...Object.keys(command.flags), 'help'];
  const meant = nearest(rawName.replace(/^-+/, ''), all);
  const known = all.map(name => `--${name}`).join(', ');
  return new UsageError(
    `${command.name} has no flag ${rawName}`,
    meant ? `did you mean --${meant}?` : `its flags are ${known}`,
  );
}

function checkPositionals(command: Command, positionals: readonly string[]): void {
  const { name, min, max } = command.positionals ?? { name: '', min: 0, max: 0 };
  if (positionals.length < min) throw new UsageError(`${command.name} needs ${name}`);
  if (positionals.length > max)
    throw new UsageError(
      max === 0
        ? `${command.name} takes no argument, but '${positionals[0]}' was given`
        : `${command.name} takes no more than ${max} ${name}, but '${positionals[max]}' was given too`,
    );
}

/** 'a, b or c'. */
export const listOf = (values: readonly string[]): string =>
  values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;

const allowedHint = (flag: Flag): string | undefined => flag.allowed && `${flag.value} is ${listOf(flag.allowed)}`;
