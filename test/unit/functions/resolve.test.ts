/** Which form of a function a call means, and what is said when none fits. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Argument } from '../../../src/language/functions/define.ts';
import { parseSignature } from '../../../src/language/functions/signature.ts';
import { functions, functionTable, isVolatile, resolveCall } from '../../../src/language/functions/table.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';
import { parseType } from '../../../src/language/types/type-text.ts';
import { literal } from './example.ts';

/** A type's name is a column, anything else a literal. */
const argument = (text: string): Argument => {
  const type = parseType(text);
  if (type && type.kind !== 'NULL') return { type };
  const { type: literalType, value } = literal(text);
  return { type: literalType, literal: value };
};

const call = (name: string, ...args: string[]) => {
  const entry = functionTable.get(name);
  assert.ok(entry, name);
  return resolveCall(entry, args.map(argument));
};

/** `coercion, coercion → type`, `=` for an argument that stays as it is; or the message. */
function shown(name: string, ...args: string[]): string {
  const resolved = call(name, ...args);
  if (!resolved.ok) return resolved.message;
  return `${resolved.parameters.map(type => (type ? typeText(type) : '=')).join(', ')} → ${typeText(resolved.returns)}`;
}

test('what arguments are coerced to, and what comes out', () => {
  const cases: [string[], string][] = [
    [['UPPER', 'STRING'], '= → STRING'],
    [['UPPER', 'ANY'], 'STRING → STRING'],
    [['UPPER', 'NULL'], 'STRING → STRING'],
    [['ABS', 'DECIMAL(10,2)'], '= → DECIMAL(10, 2)'],
    [['ABS', `'-1.5'`], 'DECIMAL(2, 1) → DECIMAL(2, 1)'],
    [['ABS', 'ANY'], '= → ANY'],
    [['ROUND', 'DECIMAL(10,4)', '2'], '=, = → DECIMAL(9, 2)'],
    [['ROUND', 'DECIMAL(10,4)', 'INT'], '=, = → DECIMAL(11, 4)'],
    [['ROUND', 'DOUBLE', '2'], '=, = → DOUBLE'],
    [['ROUND', 'BIGINT'], '= → BIGINT'],
    [['SQRT', 'DECIMAL(10,2)'], 'DOUBLE → DOUBLE'],
    [['COALESCE', 'DECIMAL(10,2)', '0'], '=, DECIMAL(21, 2) → DECIMAL(21, 2)'],
    [['COALESCE', 'DECIMAL(10,2)', `'0.005'`], '=, DECIMAL(11, 3) → DECIMAL(11, 3)'],
    [['COALESCE', 'TIMESTAMP', `'2023-11-14'`], '=, TIMESTAMP → TIMESTAMP'],
    [['COALESCE', 'ANY', '0'], '=, = → ANY'],
    [['COALESCE', 'NULL', 'NULL'], '=, = → NULL'],
    [['COALESCE', 'STRING', `'x'`], '=, = → STRING'],
    [['IF', 'BOOLEAN', 'INT', 'DOUBLE'], '=, DOUBLE, = → DOUBLE'],
    [['COALESCE', 'DECIMAL(38,0)', 'DECIMAL(10,10)'], '=, DECIMAL(38, 0) → DECIMAL(38, 0)'],
    [['NULLIF', 'INT', 'DECIMAL(4,2)'], 'DECIMAL(21, 2), = → DECIMAL(21, 2)'],
    [['DATE_TRUNC', `'hour'`, 'ANY'], '=, TIMESTAMP → TIMESTAMP'],
    [['DATE_ADD', 'DATE', 'INTERVAL'], '=, = → DATE'],
    [['DATE_ADD', 'ANY', 'INTERVAL'], 'TIMESTAMP, = → TIMESTAMP'],
    [['DATEDIFF', `'hours'`, 'ANY', 'TIMESTAMP'], '=, TIMESTAMP, = → BIGINT'],
    [['DATEDIFF', 'ANY', 'ANY', `'hours'`], 'TIMESTAMP, TIMESTAMP, = → BIGINT'],
    [['DATEDIFF', 'DATE', 'DATE'], 'TIMESTAMP, TIMESTAMP → BIGINT'],
    [['TIMESTAMP', 'STRING'], '= → TIMESTAMP'],
    [['TIMESTAMP', 'BIGINT'], '= → TIMESTAMP'],
    [['TIMESTAMP', 'ANY'], 'TIMESTAMP → TIMESTAMP'],
    [['TIMESTAMP'], ' → TIMESTAMP'],
    [['FROM_UNIXTIME', 'ANY', `'yyyy'`], '=, = → STRING'],
    [['CONCAT', 'INT', 'STRING', 'ANY'], '=, =, = → STRING'],
    [['EXTRACT', `'EPOCH'`, 'INTERVAL'], '=, = → BIGINT'],
    [['COUNT'], ' → BIGINT'],
  ];
  for (const [[name, ...args], expected] of cases) assert.equal(shown(name!, ...args), expected, `${name}(${args})`);
});

test('what is said when nothing fits names the argument and what it takes', () => {
  const cases: [string[], RegExp, number | undefined][] = [
    [['UPPER', 'INT'], /^UPPER needs a STRING as text: this is BIGINT; CAST\(… AS STRING\) makes it one$/, 0],
    [['SUBSTRING', 'STRING', 'STRING'], /^SUBSTRING needs a BIGINT as start: this is STRING/, 1],
    [['SUBSTRING', 'STRING', `'x'`], /^SUBSTRING needs a BIGINT as start: 'x' cannot be read as one$/, 1],
    [['SUM', 'STRING'], /^SUM needs a number as value: this is STRING; CAST\(… AS DECIMAL/, 0],
    [['SUM', 'BOOLEAN'], /^SUM needs a number as value: this is BOOLEAN$/, 0],
    [['UPPER'], /^No arguments are given to UPPER; it is UPPER\(text STRING\) → STRING$/, undefined],
    [['SUBSTRING', 'STRING'], /^1 argument is given to SUBSTRING; it is /, undefined],
    [['NOW', 'INT'], /^1 argument is given to NOW; it is NOW\(\)/, undefined],
    [['COALESCE', 'INT', 'STRING'], /^The arguments of COALESCE have no type in common: BIGINT, STRING$/, 0],
    [['COALESCE', 'INT', `'x'`], /no type in common/, 0],
    [['DATE_TRUNC', `'fortnight'`, 'TIMESTAMP'], /^'fortnight' is no unit of time/, 0],
    [['DATE_FORMAT', 'TIMESTAMP', `'bbb'`], /time pattern/, 1],
    [['JSON_VALUE', 'STRING', `'$.'`], /is not a JSON path/, 1],
    [['REGEXP_LIKE', 'STRING', `'('`], /is not a regular expression/, 1],
    [['EXTRACT', `'MOON'`, 'TIMESTAMP'], /EXTRACT|part of a time/, 0],
    [['DATE_ADD', 'BOOLEAN', 'INTERVAL'], /^No form of DATE_ADD takes \(BOOLEAN, INTERVAL\); there is /, 0],
  ];
  for (const [[name, ...args], message, position] of cases) {
    const resolved = call(name!, ...args);
    assert.ok(!resolved.ok, `${name}(${args}) is accepted`);
    assert.match(resolved.message, message);
    assert.equal(resolved.argument, position, resolved.message);
  }
});

test('names and aliases are each given once, and pages are written', () => {
  const names = functions.flatMap(({ name, aliases }) => [name, ...aliases]);
  assert.deepEqual(
    names.filter((name, i) => names.indexOf(name) !== i),
    [],
  );
  for (const entry of functions) {
    assert.match(entry.doc, /^[\p{Lu}`eπ\d].*[.]$/su, entry.name);
    assert.ok(
      entry.signatures.every(({ text }) => text.startsWith(`${entry.name}(`)),
      entry.name,
    );
    for (const { parameters, returns } of entry.signatures)
      for (const type of [...parameters.map(p => p.type), returns])
        assert.ok(
          ['ANY', 'NUMERIC', 'T'].includes(type) || parseType(type.replaceAll(/\b[TKV]\b/g, 'STRING')),
          `${entry.name}: ${type}`,
        );
  }
});

test('what asks the clock is volatile', () => {
  const volatile = (name: string, count: number) => isVolatile(functionTable.get(name)!, count);
  assert.ok(volatile('NOW', 0) && volatile('TIMESTAMP', 0) && volatile('UNIX_TIMESTAMP', 0) && volatile('UUID', 0));
  assert.ok(!volatile('TIMESTAMP', 1) && !volatile('UNIX_TIMESTAMP', 1) && !volatile('UPPER', 1));
});

test('signatures', () => {
  const { parameters, returns } = parseSignature('F(a STRING, b INT [, c T] [, d ANY, …]) → BIGINT');
  assert.deepEqual(
    parameters.map(({ name, type, optional, variadic }) => [name, type, optional, variadic]),
    [
      ['a', 'STRING', false, false],
      ['b', 'INT', false, false],
      ['c', 'T', true, false],
      ['d', 'ANY', true, true],
    ],
  );
  assert.equal(returns, 'BIGINT');
  assert.deepEqual(parseSignature('F(*) → BIGINT').parameters, []);
  for (const text of ['F', 'F(a) → INT', 'F() -> INT', 'f() → INT']) assert.throws(() => parseSignature(text), /Not a/);
});
