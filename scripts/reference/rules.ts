/** docs/reference/rules.md and a page for each rule: what the table of rules says, and what is found in its bad example. */
import { analyze } from '../../src/language/analyze.ts';
import type { RuleDescription } from '../../src/language/rules/define.ts';
import { pageOfRule } from '../../src/language/rules/page.ts';
import { rules } from '../../src/language/rules/table.ts';
import { schemaRules } from '../../src/language/schemas/rules.ts';
import { readSchema } from '../../src/language/schemas/schema-file.ts';
import { validationRules } from '../../src/language/schemas/validation-rules.ts';
import type { Diagnostic, Severity } from '../../src/language/text/diagnostic.ts';
import { code, fence, page, table } from './markdown.ts';

const AREAS: Readonly<Record<string, string>> = {
  hints: 'Hints',
  annotations: 'Annotations',
  sql: 'SQL',
  deploy: 'Deployments',
  schema: 'Schema files',
  lint: 'Ignore lines',
};

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'hint' };

const areaOf = ({ id }: RuleDescription): string => id.slice(0, id.indexOf('/'));
/** Of the page below docs. */
const pathOf = ({ id }: RuleDescription): string => pageOfRule(id).slice('docs/'.length);
/** From docs/reference to the page. */
const linkTo = (rule: RuleDescription): string => `[${code(rule.id)}](../${pathOf(rule)})`;

export const rulesPage = (): string => {
  const areas = [...new Set(rules.map(areaOf))];
  return page('Rules', [
    'A finding names its rule. `-- ferris-ignore RULE` in or above a statement silences it there, with a reason behind it if you like; `ferris-sql lint --rule RULE=off` (or `info`, `warning`, `error`) takes it otherwise for a run, `rules:` of `ferris.yaml` for all of them. Errors keep a statement from being planned, warnings and notes do not.',
    ...areas.flatMap(area => [
      `## ${AREAS[area] ?? area}`,
      table(
        ['rule', 'usually', 'what it asks for'],
        rules.filter(rule => areaOf(rule) === area).map(rule => [linkTo(rule), LEVELS[rule.severity], rule.title]),
      ),
    ]),
  ]);
};

/** By path below docs. */
export const rulePages = (): ReadonlyMap<string, string> => new Map(rules.map(rule => [pathOf(rule), pageOf(rule)]));

function pageOf(rule: RuleDescription): string {
  const { id, severity, title, why, bad, good } = rule;
  const language = areaOf(rule) === 'schema' ? '' : 'sql';
  const found = findingsIn(rule).filter(one => one.rule === id);
  return page(id, [
    `${title}. Usually ${severity === 'info' ? 'a note' : severity === 'error' ? 'an error' : `a ${LEVELS[severity]}`}${found.some(one => one.fixes?.length) ? '; it comes with a fix' : ''}.`,
    why,
    '## Breaks it',
    fence(language, bad),
    ...found.map(
      one =>
        `${code(bad.slice(one.span.start, one.span.end).split('\n')[0]!)}: ${one.message}${one.help ? ` (${one.help})` : ''}`,
    ),
    '## As it should be',
    fence(language, good),
    '## Silencing it',
    areaOf(rule) === 'schema'
      ? `${code(`ferris-sql lint --rule ${id}=off`)} leaves it out of a run.`
      : `${code(`-- ferris-ignore ${id}`)} above the statement, or ${code(`ferris-sql lint --rule ${id}=off`)} for a run.`,
  ]);
}

function findingsIn({ id, bad }: RuleDescription): readonly Diagnostic[] {
  const validation = validationRules.find(rule => rule.id === id);
  if (validation) return validation.findingsIn(bad);
  const schema = schemaRules.find(rule => rule.id === id);
  return schema ? readSchema(schema.path, bad).problems : analyze(bad).diagnostics;
}
