/** The rules of `ferris-sql validate-schema`: what is found by --security-check, and against an older version. */
import type { Diagnostic } from '../text/diagnostic.ts';
import { COMPATIBILITY_RULE, compareSchemas } from './compare/compare.ts';
import type { SchemaRule } from './rules.ts';
import { securityFindings } from './security/findings.ts';

/** A rule that is not among those of reading a schema file. */
export interface ValidationRule extends SchemaRule {
  /** What the command finds in a text of it, examples included. */
  findingsIn(text: string): readonly Diagnostic[];
}

const record = (fields: string): string => `{"type": "record", "name": "Trade", "fields": [${fields}]}`;
const PATH = 'trades.avsc';
const BEFORE = record('{"name": "id", "type": "long"}');

export const validationRules: readonly ValidationRule[] = [
  {
    id: COMPATIBILITY_RULE,
    severity: 'error',
    title: 'A version that does not read what the other has written',
    why: 'Records stay in a topic when its schema changes. `ferris-sql validate-schema NEW --against OLD` tells, field by field, what readers of one version cannot make of records of the other; here the older version has the field `id` alone.',
    path: PATH,
    bad: record('{"name": "id", "type": "long"}, {"name": "side", "type": "string"}'),
    good: record('{"name": "id", "type": "long"}, {"name": "side", "type": "string", "default": ""}'),
    findingsIn: text => compareSchemas({ path: PATH, text: BEFORE }, { path: PATH, text }, 'backward'),
  },
  {
    id: 'schema/secret',
    severity: 'error',
    title: 'A secret in a schema',
    why: 'Schemas are handed to everybody who reads or writes records, and kept by registries for ever.',
    path: PATH,
    bad: record('{"name": "url", "type": "string", "default": "https://shop:hunter22@db.example"}'),
    good: record('{"name": "url", "type": "string", "default": "https://db.example"}'),
    findingsIn: securityFindings,
  },
  {
    id: 'schema/too-large',
    severity: 'error',
    title: 'A schema that is larger or deeper than any that people write',
    why: 'Every reader keeps a schema and what it says in memory: a `fixed` of a gigabyte is a gigabyte in each of them.',
    path: PATH,
    bad: record('{"name": "id", "type": {"type": "fixed", "name": "Id", "size": 1073741824}}'),
    good: record('{"name": "id", "type": {"type": "fixed", "name": "Id", "size": 16}}'),
    findingsIn: securityFindings,
  },
  {
    id: 'schema/unsafe-name',
    severity: 'error',
    title: 'A name that harms programs which make objects of records, or that is not what it looks like',
    why: 'A field `__proto__` overwrites what objects are in JavaScript; a character without width makes two names look like one.',
    path: PATH,
    bad: record('{"name": "__proto__", "type": "string"}'),
    good: record('{"name": "proto", "type": "string"}'),
    findingsIn: securityFindings,
  },
  {
    id: 'schema/unsafe-reference',
    severity: 'error',
    title: 'A reference that leaves the folder of the schemas',
    why: 'Whoever follows it reads a file of the machine it runs on, or fetches what somebody else puts there.',
    path: 'trades.proto',
    bad: 'syntax = "proto3";\nimport "../../etc/money.proto";\nmessage Trade {}\n',
    good: 'syntax = "proto3";\nimport "shop/money.proto";\nmessage Trade {}\n',
    findingsIn: securityFindings,
  },
];
