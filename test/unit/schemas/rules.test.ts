/** The rules of schema files: each finds its bad example and nothing in its good one, and no finding is without a rule. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { schemaRules } from '../../../src/language/schemas/rules.ts';
import { readSchema } from '../../../src/language/schemas/schema-file.ts';
import { validationRules } from '../../../src/language/schemas/validation-rules.ts';

for (const { id, severity, path: file, bad, good } of schemaRules)
  test(`${id}: its examples`, () => {
    const found = readSchema(file, bad).problems;
    assert.deepEqual(
      found.map(problem => [problem.rule, problem.severity]),
      [[id, severity]],
    );
    assert.deepEqual(readSchema(file, good).problems, []);
  });

for (const { id, severity, bad, good, findingsIn } of validationRules)
  test(`${id}: its examples`, () => {
    assert.deepEqual(
      findingsIn(bad).map(problem => [problem.rule, problem.severity]),
      [[id, severity]],
    );
    assert.deepEqual(findingsIn(good), []);
  });

test('the table has every rule that is reported, each once', () => {
  const folder = path.resolve(import.meta.dirname, '../../../src/language/schemas');
  const reported = fs
    .readdirSync(folder)
    .filter(name => name.endsWith('.ts') && !['rules.ts', 'validation-rules.ts'].includes(name))
    .flatMap(name => fs.readFileSync(path.join(folder, name), 'utf8').match(/'schema\/[a-z-]+'/g) ?? [])
    .map(literal => literal.slice(1, -1));
  assert.deepEqual([...new Set(reported)].sort(), schemaRules.map(rule => rule.id).sort());
});

test('twice the text takes about twice the time', () => {
  const texts: readonly (readonly [string, (count: number) => string])[] = [
    [
      't.avsc',
      count =>
        `{"type":"record","name":"T","fields":[${Array.from({ length: count }, (_, i) => `{"name":"f${i}","type":["null",{"type":"array","items":"long"}],"default":null}`)}]}`,
    ],
    [
      't.proto',
      count =>
        `syntax = "proto3";\nmessage T {\n${Array.from({ length: count }, (_, i) => ` // of ${i}\n repeated int64 f${i} = ${i >= 18_999 ? i + 2000 : i + 1};\n`).join('')}}`,
    ],
    [
      't.jsonl',
      count =>
        Array.from(
          { length: count },
          (_, i) => `{"id":${i},"price":${i}.25,"tags":["a","b"],"at":"2024-01-01T00:00:00Z"}\n`,
        ).join(''),
    ],
    ['t.json', count => Array.from({ length: count }, (_, i) => `{"id":${i}}\n`).join('')],
  ];
  for (const [name, text] of texts) {
    const time = (count: number): number => {
      const file = text(count);
      const runs = Array.from({ length: 2 }, () => {
        const start = process.hrtime.bigint();
        const { columns } = readSchema(name, file, { sample: { records: 1e9, characters: 1e9 } });
        assert.ok(columns.length > 0);
        return Number(process.hrtime.bigint() - start);
      });
      return Math.min(...runs);
    };
    const ratio = () => time(40_000) / time(10_000);
    // Four times the text; quadratic would be sixteen. Several times, because the machine may be busy elsewhere.
    assert.ok(
      Array.from({ length: 6 }).some(() => ratio() < 10),
      name,
    );
  }
});
