/** Versions of which only the columns are known (samples of records): what is missing or has another type. */
import { sameType, typeText } from '../../types/sql-type.ts';
import type { Findings, SchemaResult } from '../schema.ts';
import { COMPATIBILITY_RULE, type Compatibility } from './compare.ts';

/** A column that comes or goes is NULL to the other version, so only types stand against reading. */
export function compareColumns(
  before: SchemaResult,
  now: SchemaResult,
  compatibility: Compatibility,
  findings: Findings,
): void {
  for (const column of now.columns) {
    const old = before.columns.find(({ name }) => name === column.name);
    if (!old || sameType(old.type, column.type) || old.type.kind === 'ANY' || column.type.kind === 'ANY') continue;
    const wider =
      (compatibility === 'backward' && holds(column.type.kind, old.type.kind)) ||
      (compatibility === 'forward' && holds(old.type.kind, column.type.kind));
    if (!wider)
      findings.error(
        COMPATIBILITY_RULE,
        column.span,
        `'${column.name}': it was ${typeText(old.type)} and is ${typeText(column.type)}`,
      );
  }
  for (const { name, type } of before.columns)
    if (!now.columns.some(column => column.name === name))
      findings.add(
        'warning',
        COMPATIBILITY_RULE,
        { start: 0, end: 0 },
        `'${name}' (${typeText(type)}) is there no more: it is NULL to who reads it`,
      );
}

/** Whether every value of the narrower kind is one of the wider. */
const holds = (wider: string, narrower: string): boolean =>
  wider === 'JSON' ||
  wider === 'STRING' ||
  (wider === 'DECIMAL' && narrower === 'BIGINT') ||
  (wider === 'TIMESTAMP' && narrower === 'DATE');
