/** The parts of a comment that say something to FerrisSQL: hints, annotations, `ferris-ignore`. The rest is a comment. */
import { isMeant } from '../../annotations/attach.ts';
import { findAnnotation } from '../../annotations/catalogue.ts';
import { parseAnnotation } from '../../annotations/line.ts';
import { findHint } from '../../hints/catalogue.ts';
import { parseHintLine } from '../../hints/line.ts';
import type { ValueType } from '../../hints/types/value-type.ts';
import { parseIgnoreLine } from '../../text/ignore-line.ts';
import type { Span } from '../../text/span.ts';
import { type Role, role } from './legend.ts';

export type Emit = (start: number, end: number, is: Role) => void;

const COMMENT = role('comment');
const DECORATOR = role('decorator');
const OPERATOR = role('operator');
const NUMBER = role('number');
const TEXT = role('string');
const CHOICE = role('enumMember');

/** `-- @ferris:key=value  # why`, also unfinished. */
export function emitHint(line: string, start: number, emit: Emit): void {
  const { keySpan, valueSpan, value, span } = parseHintLine(line, start);
  const marker = start + line.indexOf('@');
  emit(start, start + 2, COMMENT);
  emit(marker, keySpan.end, DECORATOR);
  if (!valueSpan || value === undefined) {
    emitRest(keySpan.end, span, line, emit);
    return;
  }
  const equals = line.indexOf('=', keySpan.end - start) + start;
  emit(equals, equals + 1, OPERATOR);
  emit(
    valueSpan.start,
    valueSpan.end,
    valueRole(findHint(line.slice(keySpan.start - start, keySpan.end - start))?.entry.type, value),
  );
  emitRest(valueSpan.end, span, line, emit);
}

/** Any other `--` comment. @param inFront whether it stands before its statement's first word */
export function emitComment(line: string, start: number, inFront: boolean, emit: Emit): void {
  const span = { start, end: start + line.length };
  const ignore = parseIgnoreLine(line, start);
  if (ignore) {
    const word = start + line.indexOf('ferris-ignore');
    emit(start, start + 2, COMMENT);
    emit(word, word + 'ferris-ignore'.length, DECORATOR);
    for (const one of ignore.ruleSpans) emit(one.start, one.end, CHOICE);
    emitRest(ignore.ruleSpans.at(-1)?.end ?? word + 'ferris-ignore'.length, span, line, emit);
    return;
  }
  const annotation = inFront ? parseAnnotation(line, start) : undefined;
  const entry = annotation?.colon ? findAnnotation(annotation.name) : undefined;
  if (!annotation || !entry || !isMeant(annotation, entry)) {
    emit(span.start, span.end, COMMENT);
    return;
  }
  emit(start, start + 2, COMMENT);
  emit(annotation.nameSpan.start, annotation.nameSpan.end, DECORATOR);
  emit(annotation.valueSpan.start, annotation.valueSpan.end, valueRole(entry.type, annotation.value));
  emitRest(annotation.valueSpan.end, span, line, emit);
}

/** What stands behind the last part of a comment. */
function emitRest(from: number, { start, end }: Span, line: string, emit: Emit): void {
  const text = line.slice(from - start);
  if (text.trim() !== '') emit(from + text.length - text.trimStart().length, end, COMMENT);
}

function valueRole(type: ValueType | undefined, value: string): Role {
  if (type?.choices().some(choice => choice.value === value)) return CHOICE;
  return /^\d+(\.\d+)?$/.test(value) ? NUMBER : TEXT;
}
