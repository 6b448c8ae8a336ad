/** All rules of all areas: for pages, SARIF, settings and `-- ferris-ignore`. */
import { schemaRules } from '../schemas/rules.ts';
import { validationRules } from '../schemas/validation-rules.ts';
import { annotationRules } from './annotations/table.ts';
import type { RuleDescription } from './define.ts';
import { deployRules } from './deploy/table.ts';
import { hintRules } from './hints/table.ts';
import { unusedIgnore } from './lint/unused-ignore.ts';
import { fileRules, statementRules } from './sql/check.ts';
import { describedRules } from './sql/described.ts';

/** In the order of their pages. */
export const rules: readonly RuleDescription[] = [
  ...hintRules,
  ...annotationRules,
  ...[...describedRules, ...statementRules, ...fileRules].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  ...deployRules,
  ...schemaRules,
  ...validationRules,
  unusedIgnore,
];

/** Rules about what could as well not be there, or should no longer be. */
export const ruleTags: ReadonlyMap<string, NonNullable<RuleDescription['tag']>> = new Map(
  rules.flatMap(({ id, tag }) => (tag === undefined ? [] : [[id, tag] as const])),
);

export const ruleIds: readonly string[] = rules.map(rule => rule.id);
