/** How what the cursor is in is written: a call, a window, a property's value, a row of VALUES, a hint's value. */

import { type Token, tokensOf } from '../../grammar/parse.ts';
import type { Environment } from '../../names/statement/environment.ts';
import { nameOf } from '../../names/text-of.ts';
import type { Piece } from '../../text/scan.ts';
import type { Span } from '../../text/span.ts';
import { typeText } from '../../types/sql-type.ts';
import { placeAt } from '../place.ts';
import { argumentTypes } from './argument-types.ts';
import { functionHelp, ownFunctionHelp } from './functions.ts';
import { hintHelp } from './hints.ts';
import { type OpenBracket, openBracket } from './open-bracket.ts';
import { propertyHelp } from './properties.ts';
import { type SignatureHelp, signatureText } from './signature.ts';
import { isLength, windowSignatures } from './windows.ts';

export interface SignatureRequest {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly offset: number;
  /** What the statement at the cursor may ask of the files around it; worked out only where it is needed. */
  readonly environment: () => Environment;
}

/** Undefined where nothing is being written that has parts. Never throws, whatever the text and the offset. */
export function signatureHelp({ text, pieces, offset, environment }: SignatureRequest): SignatureHelp | undefined {
  const place = placeAt(text, pieces, offset);
  if (place.kind === 'hint-value') return hintHelp(place.hint, offset);
  if ((place.kind !== 'sql' && place.kind !== 'string') || !place.piece) return undefined;
  const { span } = place.piece;
  const own = text.slice(span.start, span.end);
  const at = offset - span.start;
  const before = tokensOf(own).filter(({ kind, start }) => start < at && !COMMENTS.has(kind));
  const bracket = openBracket(own, before);
  if (!bracket) return undefined;
  const inPart = before.filter(({ start }) => start >= bracket.partStart);
  switch (bracket.kind) {
    case 'with':
      return propertyHelp(own, inPart, bracket.name);
    case 'values':
      return rowHelp(own, before, bracket, environment());
    case 'array':
      return functionHelp(bracket, () => []);
    case 'call':
      return callHelp(own, before, bracket, holeAt(own, before, at), environment);
  }
}

const COMMENTS: ReadonlySet<string> = new Set(['LINE_COMMENT', 'BLOCK_COMMENT', 'HINT']);

function callHelp(
  text: string,
  before: readonly Token[],
  bracket: OpenBracket,
  hole: Span,
  environment: () => Environment,
): SignatureHelp | undefined {
  const { name, commas } = bracket;
  const help = functionHelp(bracket, () => argumentTypes(text, hole, name, environment()));
  if (help) return help;
  const windows = windowSignatures(name, bracket.inTable);
  if (windows) {
    const active = isTimed(text, before, bracket, hole)
      ? Math.max(
          1,
          windows.findIndex(one => commas < one.parameters.length),
        )
      : 0;
    const chosen = Math.min(active, windows.length - 1);
    return {
      signatures: windows,
      active: chosen,
      parameter: commas < windows[chosen]!.parameters.length ? commas : undefined,
    };
  }
  const own = environment().userFunction(name);
  return own && ownFunctionHelp(own, commas);
}

/** Whether a window's first argument is a time: it is one that is written and no length. */
function isTimed(
  text: string,
  before: readonly Token[],
  { name, partStart, commas }: OpenBracket,
  hole: Span,
): boolean {
  if (commas === 0) {
    const written = text.slice(partStart, hole.end).trim();
    return written === '' ? /^(TUMBLE|HOP)$/.test(name) : !isLength(written);
  }
  // Behind the innermost bracket with this name in front of it the first argument begins.
  const open = before.findLastIndex(
    ({ kind, start }, i) =>
      kind === '(' &&
      start < partStart &&
      text.slice(before[i - 1]?.start ?? 0, before[i - 1]?.end ?? 0).toUpperCase() === name,
  );
  return !isLength(text.slice(before[open]?.end ?? partStart));
}

/** A row of INSERT INTO t (a, b) VALUES (…): the columns that it is written to. */
function rowHelp(
  text: string,
  before: readonly Token[],
  { commas }: OpenBracket,
  environment: Environment,
): SignatureHelp | undefined {
  const into = before.findIndex(({ kind }) => kind === 'INTO');
  const target = before[into + 1];
  if (into < 0 || !target) return undefined;
  const name = nameOf(text.slice(target.start, target.end));
  const relation = environment.target(name);
  const columns = relation?.columns ?? [];
  const end = before.findIndex(({ kind }) => kind === 'VALUES');
  const named = before
    .slice(into + 2, end)
    .filter(({ kind }) => /^\w/.test(kind))
    .map(({ start, end: stop }) => nameOf(text.slice(start, stop)));
  const written = named.length > 0 ? named : columns.map(column => column.name);
  if (written.length === 0) return undefined;
  const parts = written.map(one => {
    const column =
      columns.find(other => other.name === one) ??
      columns.find(other => other.name.toLowerCase() === one.toLowerCase());
    return column ? `${column.name} ${typeText(column.type)}` : one;
  });
  return {
    signatures: [signatureText(`${name}(${parts.join(', ')})`, parts, `A row of ${name}.`)],
    active: 0,
    parameter: commas < parts.length ? commas : undefined,
  };
}

/** The word or value around the cursor, which may be unfinished. */
function holeAt(text: string, before: readonly Token[], at: number): Span {
  const last = before.at(-1);
  if (last && last.end >= at && /^(\w|NOTHING)/.test(last.kind) && last.start < at)
    return { start: last.start, end: Math.min(last.end, text.length) };
  return { start: at, end: at };
}
