/**
 * Makes the TextMate grammar of FerrisSQL out of the language's own tables, for the editor's first colours. It is made
 * by the build and not kept in the repository: a new keyword, function or hint is highlighted without a second edit.
 */
import { keywords } from '../src/language/assist/keywords.ts';
import { functionTable } from '../src/language/functions/table.ts';
import { hintCategories } from '../src/language/hints/catalogue.ts';

export interface Pattern {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly captures?: Readonly<Record<string, Pattern>>;
  readonly beginCaptures?: Readonly<Record<string, Pattern>>;
  readonly endCaptures?: Readonly<Record<string, Pattern>>;
  readonly patterns?: readonly Pattern[];
}

export interface TextMateGrammar {
  readonly name: string;
  readonly scopeName: string;
  readonly patterns: readonly Pattern[];
  readonly repository: Readonly<Record<string, Pattern>>;
}

/** Operators that are words. */
const WORD_OPERATORS = ['AND', 'OR', 'NOT', 'IN', 'IS', 'LIKE', 'ILIKE', 'REGEXP', 'BETWEEN', 'DISTINCT', 'EXISTS'];
const CONSTANTS = ['TRUE', 'FALSE', 'NULL'];
const TYPES = [
  ...['BOOLEAN', 'BOOL', 'INT', 'INTEGER', 'BIGINT', 'SMALLINT', 'TINYINT', 'FLOAT', 'REAL', 'DOUBLE', 'DECIMAL'],
  ...['NUMERIC', 'STRING', 'VARCHAR', 'CHAR', 'TEXT', 'BYTES', 'VARBINARY', 'DATE', 'TIME', 'TIMESTAMP', 'INTERVAL'],
  ...['ARRAY', 'MAP', 'STRUCT', 'JSON'],
];

export function textMateGrammar(): TextMateGrammar {
  const special = new Set([...WORD_OPERATORS, ...CONSTANTS, ...TYPES]);
  const words = keywords().all.filter(word => !special.has(word));
  return {
    name: 'FerrisSQL',
    scopeName: 'source.ferris-sql',
    patterns: ['hint', 'ignore', 'comment', 'string', 'body', 'number', 'call', 'word', 'operator'].map(include),
    repository: {
      hint: hintPattern(),
      ignore: {
        match: '(--)[ \\t]*(ferris-ignore)\\b(.*)$',
        name: 'comment.line.double-dash.ferris-sql',
        captures: {
          2: { name: 'keyword.control.directive.ferris-sql' },
          3: { name: 'constant.other.rule.ferris-sql' },
        },
      },
      comment: {
        patterns: [
          { name: 'comment.line.double-dash.ferris-sql', match: '--.*$' },
          { name: 'comment.block.ferris-sql', begin: '/\\*', end: '\\*/' },
        ],
      },
      string: {
        patterns: [
          quoted('string.quoted.single.ferris-sql', "'"),
          quoted('string.quoted.double.ferris-sql', '"'),
          quoted('variable.other.quoted.ferris-sql', '`'),
        ],
      },
      body: { name: 'string.quoted.other.body.ferris-sql', begin: '\\$\\$', end: '\\$\\$' },
      number: {
        patterns: [
          { name: 'constant.numeric.duration.ferris-sql', match: '\\b\\d+(?:ms|[smhdwSMHDW])\\b' },
          {
            name: 'constant.numeric.ferris-sql',
            match: '(?<![\\w.])(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?\\b',
          },
        ],
      },
      call: {
        match: `\\b(${anyOf([...functionTable.keys()])})(?=\\s*\\()`,
        captures: { 1: { name: 'support.function.ferris-sql' } },
      },
      word: {
        patterns: [
          // Names that only their place makes keywords.
          {
            match: `\\b(?i:(WINDOW)\\s+(\\w+))(?=\\s*\\()`,
            captures: { 1: { name: 'keyword.other.ferris-sql' }, 2: { name: 'keyword.other.window.ferris-sql' } },
          },
          {
            match: `\\b(?i:(INTERVAL)\\s+('[^'\\n]*'|\\d+)\\s+(\\w+))\\b`,
            captures: {
              1: { name: 'storage.type.ferris-sql' },
              2: { name: 'constant.numeric.duration.ferris-sql' },
              3: { name: 'keyword.other.unit.ferris-sql' },
            },
          },
          { name: 'constant.language.ferris-sql', match: word(CONSTANTS) },
          { name: 'keyword.operator.word.ferris-sql', match: word(WORD_OPERATORS) },
          // A column may be called `date`, and `a.date` or `AS date` says that it is.
          { name: 'storage.type.ferris-sql', match: `(?<![.])${word(TYPES)}` },
          { name: 'keyword.other.ferris-sql', match: `(?<![.])${word(words)}` },
        ],
      },
      operator: {
        patterns: [
          { name: 'keyword.operator.ferris-sql', match: '::|\\|\\||<>|!=|<=|>=|==|[-+*/%<>=]' },
          { name: 'punctuation.terminator.statement.ferris-sql', match: ';' },
        ],
      },
    },
  };
}

/** Marker, category, rest of the key, value by its form, and what follows ` # `: each with its own colour. */
function hintPattern(): Pattern {
  const categories = anyOf(hintCategories.map(category => category.name));
  return {
    begin: '(--)[ \\t]*(@ferris)(:)',
    end: '$',
    name: 'meta.hint.ferris-sql',
    beginCaptures: {
      1: { name: 'comment.line.double-dash.ferris-sql' },
      2: { name: 'entity.name.tag.hint.ferris-sql' },
      3: { name: 'punctuation.separator.hint.ferris-sql' },
    },
    patterns: [
      {
        match: `\\G[ \\t]*(${categories})(?![\\w])((?:\\.[^\\s=.]+)*)`,
        captures: {
          1: { name: 'entity.other.attribute-name.category.hint.ferris-sql' },
          2: { name: 'entity.other.attribute-name.hint.ferris-sql' },
        },
      },
      {
        begin: '=[ \\t]*',
        beginCaptures: { 0: { name: 'keyword.operator.assignment.hint.ferris-sql' } },
        end: '$',
        patterns: [
          { match: '\\s#(?=\\s).*$', name: 'comment.line.number-sign.ferris-sql' },
          { match: '\\$\\{[^}\\n]*\\}', name: 'variable.other.hint.ferris-sql' },
          { match: '(?<=[=\\s,])\\d+(?:\\.\\d+)?(?=[\\s,]|$)', name: 'constant.numeric.hint.ferris-sql' },
          { match: '(?<=[=\\s])(?:true|false|enabled|disabled)(?=\\s|$)', name: 'constant.language.hint.ferris-sql' },
          { match: '[^\\s,$]+|\\$', name: 'string.unquoted.hint.ferris-sql' },
        ],
      },
    ],
  };
}

/** A doubled mark stands for itself; an unclosed one ends with its line, as in the language. */
const quoted = (name: string, mark: string): Pattern => ({
  name,
  begin: mark,
  end: `${mark}(?!${mark})|$`,
  patterns: [{ name: 'constant.character.escape.ferris-sql', match: `${mark}${mark}` }],
});

const include = (name: string): Pattern => ({ include: `#${name}` });

/** Longest first, or a word's beginning would win. */
const anyOf = (words: readonly string[]): string =>
  `(?i:${[...words].sort((a, b) => b.length - a.length || a.localeCompare(b)).join('|')})`;

const word = (words: readonly string[]): string => `\\b${anyOf(words)}\\b`;
