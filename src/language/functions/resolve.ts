/** Which signature a call means, what its arguments must be coerced to, and what it gives. */
import { commonType, literalAs } from '../types/coerce.ts';
import { Decimal } from '../types/decimal.ts';
import type { SqlType } from '../types/sql-type.ts';
import { ANY, decimal, isNumeric, NULL_TYPE, STRING, sameType, typeText } from '../types/sql-type.ts';
import { parseType } from '../types/type-text.ts';
import { RecordError } from '../types/value.ts';
import { textOf } from '../types/value-text.ts';
import type { Argument, FunctionEntry, Parameter, Resolved, Signature } from './define.ts';

/**
 * The first signature that the arguments fit. A string literal is read as the type it stands for (`price > '100.00'`'s
 * rule); an ANY argument fits everywhere and is coerced at run time; BIGINT widens to DECIMAL and DOUBLE, DATE to TIMESTAMP.
 */
export function resolveCall(entry: FunctionEntry, args: readonly Argument[]): Resolved {
  const sized = entry.signatures.filter(signature => takes(signature, args.length));
  if (sized.length === 0) return { ok: false, message: wrongCount(entry, args.length) };
  const matches = sized.map(signature => match(entry, signature, args));
  const failure = matches.find(({ ok }) => !ok);
  // A form that takes the arguments as they are is better than an earlier one that widens them.
  const fitting = matches.find(resolved => isExact(resolved, args)) ?? matches.find(({ ok }) => ok);
  if (fitting) return fitting;
  // Of one argument the first form's word for it says enough.
  if (sized.length === 1 || args.length === 1) return failure!;
  const given = args.map(({ type }) => typeText(type)).join(', ');
  return {
    ok: false,
    message: `No form of ${entry.name} takes (${given}); there is ${forms(entry)}`,
    ...furthest(failure!),
  };
}

const isExact = (resolved: Resolved, args: readonly Argument[]): boolean =>
  resolved.ok && resolved.parameters.every((coerce, i) => !coerce || isOpen(args[i]!.type));

/** Of several forms the first one's first unfit argument is the best guess. */
const furthest = (failure: Resolved): { readonly argument?: number } =>
  !failure.ok && failure.argument !== undefined ? { argument: failure.argument } : {};

const forms = (entry: FunctionEntry): string => entry.signatures.map(({ text }) => text).join('; ');

function takes({ parameters }: Signature, count: number): boolean {
  const least = parameters.filter(({ optional }) => !optional).length;
  const variadic = parameters.at(-1)?.variadic ?? false;
  return count >= least && (variadic || count <= parameters.length);
}

function wrongCount(entry: FunctionEntry, given: number): string {
  const count = given === 0 ? 'no arguments are' : given === 1 ? '1 argument is' : `${given} arguments are`;
  return `${count[0]!.toUpperCase()}${count.slice(1)} given to ${entry.name}; it is ${forms(entry)}`;
}

function match(entry: FunctionEntry, signature: Signature, args: readonly Argument[]): Resolved {
  const { parameters } = signature;
  const parameterOf = (i: number): Parameter => parameters[Math.min(i, parameters.length - 1)]!;
  // Also the elements of ARRAY<T>: a value is sought among them, or put with them.
  const given = args.flatMap((arg, i) => partsFor('T', parameterOf(i).type, arg));
  const common = commonOf(given);
  const variables = variablesOf(signature, args, parameterOf);
  const coercions: (SqlType | undefined)[] = [];
  const coerced: Argument[] = [];
  for (const [i, arg] of args.entries()) {
    const parameter = parameterOf(i);
    if (parameter.type === 'T' && !common) {
      const types = given.map(({ type }) => typeText(type));
      return {
        ok: false,
        argument: i,
        message: `The arguments of ${entry.name} have no type in common: ${types.join(', ')}`,
      };
    }
    const fit = fitTo(parameter.type, arg, common, entry.signatures.length === 1);
    if (!fit) return { ok: false, argument: i, message: unfit(entry, parameter, arg) };
    const refusal = refusalOf(entry, parameter, arg);
    if (refusal) return { ok: false, argument: i, message: refusal };
    coercions.push(fit.coerce);
    coerced.push(fit.coerce ? { ...arg, type: fit.coerce } : arg);
  }
  return {
    ok: true,
    returns: entry.returns?.(coerced) ?? returnType(signature, coerced, parameterOf, variables),
    parameters: coercions,
  };
}

function refusalOf(entry: FunctionEntry, { name }: Parameter, { literal }: Argument): string | undefined {
  const check = entry.literals[name];
  if (!check || literal === undefined || literal === null) return undefined;
  try {
    check(textOf(literal));
    return undefined;
  } catch (error) {
    if (error instanceof RecordError) return error.message;
    throw error;
  }
}

function returnType(
  { returns }: Signature,
  args: readonly Argument[],
  parameterOf: (i: number) => Parameter,
  variables: ReadonlyMap<string, SqlType>,
): SqlType {
  if (returns !== 'NUMERIC') return typeOf(returns, variables);
  const types = args.filter((_, i) => parameterOf(i).type === 'NUMERIC').map(({ type }) => type);
  return types.reduce((a, b) => commonType(a, b) ?? ANY, NULL_TYPE);
}

const VARIABLES = ['T', 'K', 'V'];
const hasVariable = (pattern: string): boolean => /(^|[<,])[TKV]($|[>,])/.test(pattern);

/** What T, K and V stand for in this call: what all that was given for one has in common. */
function variablesOf(
  { parameters }: Signature,
  args: readonly Argument[],
  parameterOf: (i: number) => Parameter,
): ReadonlyMap<string, SqlType> {
  const variables = new Map<string, SqlType>();
  if (!parameters.some(({ type }) => hasVariable(type))) return variables;
  for (const variable of VARIABLES) {
    const given = args.flatMap((arg, i) => partsFor(variable, parameterOf(i).type, arg));
    if (given.length > 0) variables.set(variable, commonOf(given) ?? ANY);
  }
  return variables;
}

/** The parts of an argument that stand where the pattern has the variable. */
function partsFor(variable: string, pattern: string, arg: Argument): Argument[] {
  if (pattern === variable) return [arg];
  const { type } = arg;
  const element = /^ARRAY<(.+)>$/.exec(pattern)?.[1];
  if (element !== undefined) return type.kind === 'ARRAY' ? partsFor(variable, element, { type: type.element }) : [];
  const pair = /^MAP<([^,]+),(.+)>$/.exec(pattern);
  if (!pair) return [];
  if (type.kind === 'MAP')
    return [...partsFor(variable, pair[1]!, { type: type.key }), ...partsFor(variable, pair[2]!, { type: type.value })];
  if (type.kind === 'STRUCT')
    return [
      ...partsFor(variable, pair[1]!, { type: STRING }),
      ...type.fields.flatMap(field => partsFor(variable, pair[2]!, { type: field.type })),
    ];
  return [];
}

/** The type that a pattern stands for; a variable that nothing was given for is ANY. */
function typeOf(pattern: string, variables: ReadonlyMap<string, SqlType>): SqlType {
  if (VARIABLES.includes(pattern)) return variables.get(pattern) ?? (variables.size === 0 ? NULL_TYPE : ANY);
  if (!hasVariable(pattern)) return parseType(pattern)!;
  const element = /^ARRAY<(.+)>$/.exec(pattern)?.[1];
  if (element !== undefined) return { kind: 'ARRAY', element: typeOf(element, variables) };
  const [, key, value] = /^MAP<([^,]+),(.+)>$/.exec(pattern)!;
  return { kind: 'MAP', key: typeOf(key!, variables), value: typeOf(value!, variables) };
}

interface Fit {
  /** Undefined: as it is. */
  readonly coerce: SqlType | undefined;
}

const AS_IT_IS: Fit = { coerce: undefined };

/** @param only whether there is no other form of the function, which a value whose type is not known yet might be meant for */
function fitTo(wanted: string, arg: Argument, common: SqlType | undefined, only: boolean): Fit | undefined {
  const { type } = arg;
  switch (wanted) {
    case 'ANY':
      return AS_IT_IS;
    case 'K':
    case 'V':
      return AS_IT_IS;
    case 'T':
      return holds(common!, type) ? AS_IT_IS : { coerce: common };
    case 'NUMERIC': {
      if (isNumeric(type) || isOpen(type)) return AS_IT_IS;
      const literal = numericLiteral(arg);
      return literal && { coerce: literal };
    }
    default: {
      // Elements are compared and kept as they are: only the shape is asked for.
      if (hasVariable(wanted)) {
        if (hasShape(wanted, type) || type.kind === 'NULL') return AS_IT_IS;
        if (isOpen(type)) return only ? { coerce: parseType(wanted.replaceAll(/\b[TKV]\b/g, 'ANY'))! } : AS_IT_IS;
        return undefined;
      }
      const to = parseType(wanted)!;
      if (sameType(type, to)) return AS_IT_IS;
      if (isOpen(type) || isLiteralOf(arg, to) || widens(type, to)) return { coerce: to };
      return undefined;
    }
  }
}

/** Whether every value of type `part` is one of type `whole` as it is. */
function holds(whole: SqlType, part: SqlType): boolean {
  if (whole.kind === 'DECIMAL' && part.kind === 'DECIMAL')
    return whole.scale >= part.scale && whole.precision - whole.scale >= part.precision - part.scale;
  return sameType(whole, part) || whole.kind === 'ANY' || whole.kind === 'JSON' || part.kind === 'NULL';
}

const isOpen = ({ kind }: SqlType): boolean => kind === 'ANY' || kind === 'JSON' || kind === 'NULL';

const hasShape = (pattern: string, type: SqlType): boolean =>
  pattern.startsWith('ARRAY<') ? type.kind === 'ARRAY' : type.kind === 'MAP' || type.kind === 'STRUCT';

/** ARRAY<ANY> and MAP<STRING, ANY> stand for every array and map. */
function widens(from: SqlType, to: SqlType): boolean {
  if (to.kind === 'DOUBLE') return isNumeric(from);
  if (to.kind === 'TIMESTAMP') return from.kind === 'DATE';
  return (
    (to.kind === 'ARRAY' && from.kind === 'ARRAY') ||
    (to.kind === 'MAP' && (from.kind === 'MAP' || from.kind === 'STRUCT'))
  );
}

const isLiteralOf = ({ type, literal }: Argument, to: SqlType): boolean =>
  type.kind === 'STRING' && typeof literal === 'string' && to.kind !== 'STRING' && literalAs(literal, to) !== undefined;

/** The DECIMAL that a string literal holds, with its own digits. */
function numericLiteral({ type, literal }: Argument): SqlType | undefined {
  const read = type.kind === 'STRING' && typeof literal === 'string' ? Decimal.parse(literal.trim()) : undefined;
  return read?.fits(38) && read.scale <= 38 ? decimal(Math.max(1, read.precision()), read.scale) : undefined;
}

/** String literals follow the others, if they can be read so. */
function commonOf(args: readonly Argument[]): SqlType | undefined {
  const isLiteral = ({ type, literal }: Argument) => type.kind === 'STRING' && typeof literal === 'string';
  let common: SqlType | undefined = NULL_TYPE;
  for (const { type } of args.filter(arg => !isLiteral(arg))) common = common && commonType(common, type);
  for (const arg of args.filter(isLiteral)) {
    if (!common) return undefined;
    if (isNumeric(common)) {
      const literal = numericLiteral(arg);
      common = literal && commonType(common, literal);
    } else if (common.kind === 'STRING' || isOpen(common)) common = commonType(common, arg.type);
    else if (!isLiteralOf(arg, common)) return undefined;
  }
  return common;
}

function unfit(entry: FunctionEntry, { name, type }: Parameter, arg: Argument): string {
  const wanted = type === 'NUMERIC' ? 'number' : hasVariable(type) ? type.slice(0, type.indexOf('<')) : type;
  const isText = arg.type.kind === 'STRING';
  if (isText && typeof arg.literal === 'string')
    return `${entry.name} needs ${article(wanted)} as ${name}: '${arg.literal}' cannot be read as one`;
  const target = type === 'NUMERIC' ? (isText ? 'DECIMAL(18, 4)' : undefined) : type;
  const advice = target && target !== 'INTERVAL' && !hasVariable(target) ? `; CAST(… AS ${target}) makes it one` : '';
  return `${entry.name} needs ${article(wanted)} as ${name}: this is ${typeText(arg.type)}${advice}`;
}

const article = (word: string): string => `${/^[AEIO]/i.test(word) ? 'an' : 'a'} ${word}`;
