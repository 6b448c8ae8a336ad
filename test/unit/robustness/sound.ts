/** What an analysis must be whatever the text: complete, inside the text, in order. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type Analysis, analyze } from '../../../src/language/analyze.ts';
import { scan } from '../../../src/language/text/scan.ts';
import type { Span } from '../../../src/language/text/span.ts';

export interface DataFile {
  readonly name: string;
  readonly text: string;
}

/** The files of `data/`: together every clause of the language. */
export const dataFiles: readonly DataFile[] = fs
  .readdirSync(path.join(import.meta.dirname, 'data'))
  .sort()
  .map(name => ({ name, text: fs.readFileSync(path.join(import.meta.dirname, 'data', name), 'utf8') }));

/** Each statement of a text with what stands in front of it, as the parser gets it. */
export const statementsOf = (text: string): readonly string[] =>
  scan(text)
    .filter(({ body }) => body.end > body.start)
    .map(({ span }) => text.slice(span.start, span.end));

/** Analyses a text and checks the answer. The name says which text when it fails. */
export function assertSound(text: string, name = text.slice(0, 200)): Analysis {
  const analysis = analyze(text);
  const inside = (span: Span, what: string): void =>
    assert.ok(
      Number.isInteger(span.start) && 0 <= span.start && span.start <= span.end && span.end <= text.length,
      `${what} at ${span.start} to ${span.end} of ${text.length}: ${name}`,
    );
  let last = 0;
  for (const { rule, message, span, fixes, related } of analysis.diagnostics) {
    inside(span, rule);
    assert.ok(span.start >= last, `${rule} is out of order: ${name}`);
    assert.ok(message.length > 0, `${rule} says nothing: ${name}`);
    last = span.start;
    for (const fix of fixes ?? []) for (const edit of fix.edits) inside(edit.span, `a fix of ${rule}`);
    for (const one of related ?? []) inside(one.span, `what is related to ${rule}`);
  }
  let end = 0;
  for (const piece of analysis.pieces) {
    assert.equal(piece.span.start, end, `a gap between pieces: ${name}`);
    end = piece.span.end;
  }
  assert.equal(end, text.length, `the pieces are not the text: ${name}`);
  const bodies = analysis.pieces.filter(({ body }) => body.end > body.start);
  assert.deepEqual(
    analysis.statements.map(one => one.span),
    bodies.map(one => one.body),
    name,
  );
  return analysis;
}
