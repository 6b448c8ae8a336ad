/** docs/reference/statements.md and its diagrams: the syntax is the grammar's own. */
import { GrammarAST } from 'langium';
import { FerrisSqlGrammar } from '../../src/language/grammar/generated/grammar.ts';
import { fence, page } from './markdown.ts';
import { clauses } from './statements/chapters/clauses.ts';
import { declarations } from './statements/chapters/declarations.ts';
import { expressions } from './statements/chapters/expressions.ts';
import { jobs } from './statements/chapters/jobs.ts';
import { queries } from './statements/chapters/queries.ts';
import type { Chapter, Section } from './statements/define.ts';
import { diagramOf } from './statements/diagram.ts';
import { syntaxText, wordOf } from './statements/syntax-text.ts';

export const chapters: readonly Chapter[] = [declarations, jobs, queries, clauses, expressions];

/** The rules that have a syntax of their own; names and words are only called what they are. */
export const syntaxRules: ReadonlyMap<string, GrammarAST.ParserRule> = new Map(
  FerrisSqlGrammar()
    .rules.filter(GrammarAST.isParserRule)
    .filter(rule => !rule.dataType)
    .map(rule => [rule.name, rule]),
);

const NAMES = [...FerrisSqlGrammar().rules]
  .filter(GrammarAST.isParserRule)
  .filter(rule => rule.dataType && wordOf(rule.name) !== 'name');

export const statementsPage = (): string =>
  page('Statements', [
    `In the syntax, what stands in square brackets may be left out, a bar separates choices, \`…\` repeats what is before it (\`[',' …]\`: as a list with commas), and words in small letters have a line of their own or are a name, a text, a number. The diagrams say the same.`,
    ...chapters.flatMap(({ title, doc, sections }) => [`## ${title}`, doc, ...sections.flatMap(written)]),
    '## Words',
    fence('text', NAMES.map(rule => `${wordOf(rule.name)} = ${syntaxText(rule)}`).join('\n')),
  ]);

function written({ title, rules, doc, examples }: Section): string[] {
  const parts = rules.map(name => {
    const rule = syntaxRules.get(name);
    if (!rule) throw new Error(`scripts/reference/statements: the grammar has no rule ${name}`);
    return { name, rule };
  });
  return [
    `### ${title}`,
    doc,
    fence('text', parts.map(({ name, rule }) => `${wordOf(name)} = ${syntaxText(rule)}`).join('\n')),
    ...parts.filter(({ rule }) => isWorthDrawing(rule)).map(({ name }) => `![${wordOf(name)}](diagrams/${name}.svg)`),
    ...examples.map(example => fence('sql', example)),
  ];
}

/** One way only is drawn as fast as it is read. */
const isWorthDrawing = (rule: GrammarAST.ParserRule): boolean => /[[|]/.test(syntaxText(rule));

/** By file name below docs/reference/diagrams. */
export const diagrams = (): ReadonlyMap<string, string> =>
  new Map([...syntaxRules.values()].filter(isWorthDrawing).map(rule => [`${rule.name}.svg`, diagramOf(rule)]));
