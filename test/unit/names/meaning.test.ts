/**
 * test/cases/meaning/*.sql: what statements mean. Behind a statement, up to an empty line, stand facts about it:
 *
 *     -- => symbol STRING, total DECIMAL(38, 2)     the output columns
 *     -- error: sql/unknown-column at «prise»       every error and warning of binding, and no other
 *     -- where: (price > 1)                         parts of its meaning, as show.ts writes them
 *
 * In a select list `-- => TYPE` behind an item is the type of the item that ends on its line, and `-- error: …` a finding
 * on it. Statements without facts are declarations for the others and must be free of errors.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { analyze, type Statement } from '../../../src/language/analyze.ts';
import { hintRules } from '../../../src/language/rules/hints/table.ts';
import { fileRules, statementRules } from '../../../src/language/rules/sql/check.ts';
import type { Diagnostic } from '../../../src/language/text/diagnostic.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';
import { factsOf, queryOf, shownColumns } from './facts.ts';

const folder = path.resolve(import.meta.dirname, '../../cases/meaning');

/** Rules have cases of their own; here only what binding says is compared. */
const ofRules: ReadonlySet<string> = new Set([...statementRules, ...fileRules, ...hintRules].map(rule => rule.id));

for (const name of fs.readdirSync(folder)) {
  const text = fs.readFileSync(path.join(folder, name), 'utf8');
  const { statements, diagnostics } = analyze(text);
  for (const [i, statement] of statements.entries()) {
    const line = text.slice(0, statement.span.start).split('\n').length;
    const following = text.slice(statement.span.end, statements[i + 1]?.span.start ?? text.length);
    const facts = factsAfter(following);
    const found = diagnostics.filter(
      one =>
        one.severity !== 'info' &&
        one.severity !== 'hint' &&
        !ofRules.has(one.rule) &&
        one.span.start >= statement.piece.span.start &&
        one.span.start < statement.piece.span.end,
    );
    test(`meaning: ${name}:${line}`, () => check(text, statement, facts, found));
  }
}

interface Fact {
  readonly key: string;
  readonly value: string;
}

function factsAfter(following: string): Fact[] {
  const facts: Fact[] = [];
  for (const line of following.split('\n').slice(1)) {
    const match = /^-- (=>|[a-z][a-z ]*:) ?(.*)$/.exec(line);
    if (!match) break;
    facts.push({ key: match[1]!.replace(':', ''), value: match[2]! });
  }
  return facts;
}

function check(text: string, statement: Statement, facts: readonly Fact[], found: readonly Diagnostic[]): void {
  const own = text.slice(statement.span.start, statement.span.end);
  const inline = [...own.matchAll(/-- (=>|error:|warning:) ?(.*)$/gm)].map(match => ({
    key: match[1]!.replace(':', ''),
    value: match[2]!,
    at: match.index + statement.span.start,
  }));
  const isFinding = ({ key }: Fact) => key === 'error' || key === 'warning';
  assert.deepEqual(
    found.map(one => `${one.severity}: ${one.rule} at «${text.slice(one.span.start, one.span.end)}»`).sort(),
    [...inline, ...facts]
      .filter(isFinding)
      .map(({ key, value }) => `${key}: ${value}`)
      .sort(),
    JSON.stringify(found, undefined, 1),
  );
  const items = queryOf(statement.meaning)?.items ?? [];
  for (const { key, value, at } of inline) {
    if (key !== '=>') continue;
    const item = items.findLast(one => one.span.end + statement.offset <= at);
    assert.equal(item && typeText(item.expression.type), value, text.slice(item?.span.start ?? 0, at));
  }
  const actual = statement.meaning ? factsOf(statement.meaning) : {};
  for (const { key, value } of facts) {
    if (isFinding({ key, value })) continue;
    assert.equal(key === '=>' ? shownColumns(statement.meaning) : actual[key], value, `${key} of ${own}`);
  }
}
