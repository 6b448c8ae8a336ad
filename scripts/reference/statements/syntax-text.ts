/** A rule of the grammar as one line of text: `CREATE [OR REPLACE] (STREAM | TABLE) name [AS query]`. */
import { GrammarAST } from 'langium';

type Element = GrammarAST.AbstractElement;

/** What rules that stand for a name or a literal are called; every other rule goes by its own name. */
export const PLAIN_NAMES: Readonly<Record<string, string>> = {
  Ident: 'name',
  BareAlias: 'name',
  CallName: 'name',
  ID: 'name',
  STRING: "'text'",
  DOUBLE_QUOTED: '"text"',
  INTEGER: 'integer',
  FRACTION: '0.5',
  FLOATING: '1e-3',
  DURATION: '5s',
  QUOTED: '`name`',
  VARIABLE: `\${NAME}`,
  DOLLAR_BODY: '$$ … $$',
  HINT: '-- @ferris:key=value',
};

/** `ColumnDefinition` → `column-definition`. */
export const wordOf = (rule: string): string =>
  PLAIN_NAMES[rule] ?? rule.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

/** Optional parts stand in square brackets, choices in round ones; `…` repeats what is before it. */
export const syntaxText = (rule: GrammarAST.ParserRule): string => text(rule.definition, false);

function text(element: Element, inChoice: boolean): string {
  const bare = withoutCardinality(element, inChoice || element.cardinality !== undefined);
  switch (element.cardinality) {
    case '?':
      return `[${unwrapped(bare)}]`;
    case '*':
      return `[${bare} …]`;
    case '+':
      return `${bare} …`;
    default:
      return bare;
  }
}

function withoutCardinality(element: Element, bracketed: boolean): string {
  if (GrammarAST.isKeyword(element)) return /^\w/.test(element.value) ? element.value : `'${element.value}'`;
  if (GrammarAST.isRuleCall(element)) return wordOf(element.rule.$refText);
  if (GrammarAST.isAssignment(element)) return text(element.terminal, true);
  if (GrammarAST.isAlternatives(element)) {
    const choices = [...new Set(element.elements.map(one => text(one, false)).filter(Boolean))];
    return choices.length === 1 ? choices[0]! : `(${choices.join(' | ')})`;
  }
  if (GrammarAST.isGroup(element)) {
    const parts = sequence(element.elements);
    return bracketed && parts.length > 1 ? `(${parts.join(' ')})` : parts.join(' ');
  }
  return '';
}

/** `a (',' a)*` is written `a [',' …]`. */
function sequence(elements: readonly Element[]): string[] {
  const parts: string[] = [];
  for (const element of elements) {
    const written = text(element, false);
    if (written === '') continue;
    const again = parts.length > 0 && withoutRound(`[(',' ${parts.at(-1)}) …]`);
    parts.push(withoutRound(written) === again ? "[',' …]" : written);
  }
  return parts;
}

const withoutRound = (written: string): string => written.replace(/[()]/g, '');

/** Brackets of another kind around it make its own superfluous. */
function unwrapped(written: string): string {
  if (!/^\(.*\)$/s.test(written)) return written;
  let depth = 0;
  for (let i = 0; i < written.length; i++) {
    if (written[i] === "'") i = written.indexOf("'", i + 1);
    else if (written[i] === '(') depth++;
    else if (written[i] === ')' && --depth === 0 && i < written.length - 1) return written;
  }
  return written.slice(1, -1);
}
