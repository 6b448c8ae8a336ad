/**
 * The filter line: words that a row must have in some cell, and conditions such as `price>100`, `ticker=ACME`,
 * `status!=ok`, `name~smith`. All of them must hold; upper and lower case are the same; quotes keep spaces in a word.
 */
import { type Entry, rowOf } from './entry.ts';
import type { Cell } from './row.ts';

export interface Filter {
  readonly text: string;
  passes(entry: Entry): boolean;
}

type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~';
type Term = (entry: Entry) => boolean;

const TERMS = /(?:"[^"]*"?|'[^']*'?|[^\s"'])+/g;
const CONDITION = /^([^=!<>~"'\s]+)(!=|<=|>=|=|<|>|~)(.+)$/;

/** Undefined for a text without a word: every row passes. */
export function filterOf(text: string): Filter | undefined {
  const terms = (text.match(TERMS) ?? []).map(termOf);
  if (terms.length === 0) return undefined;
  const known = new WeakMap<Entry, boolean>();
  return {
    text,
    passes(entry) {
      let passes = known.get(entry);
      if (passes === undefined) {
        passes = terms.every(term => term(entry));
        known.set(entry, passes);
      }
      return passes;
    },
  };
}

function termOf(text: string): Term {
  const condition = CONDITION.exec(text);
  if (condition) return conditionOf(condition[1]!, condition[2] as Operator, unquoted(condition[3]!));
  const word = unquoted(text).toLowerCase();
  // What a line does not have as it was printed, no cell of it has; unless JSON writes it differently.
  const printedAsIs = /^[^"\\\p{C}]*$/u.test(word);
  return entry => {
    if (printedAsIs && !entry.line.includes('\\u') && !/[:\- .]/.test(word) && !entry.line.toLowerCase().includes(word))
      return false;
    const { values, key, time } = rowOf(entry);
    return [...values.values(), key, time].some(cell => cell.text.toLowerCase().includes(word));
  };
}

function conditionOf(name: string, operator: Operator, wanted: string): Term {
  const lower = wanted.toLowerCase();
  const number = wanted.trim() === '' ? Number.NaN : Number(wanted);
  const wantedName = name.toLowerCase();
  return entry => {
    const { values, key, time } = rowOf(entry);
    const found = [...values].find(([column]) => column.toLowerCase() === wantedName)?.[1];
    const cell = found ?? (wantedName === 'key' ? key : wantedName === 'time' ? time : undefined);
    if (!cell) return false;
    const text = cell.text.toLowerCase();
    if (operator === '~') return text.includes(lower);
    if (cell.kind === 'null' || cell.kind === 'absent')
      return operator === '=' ? lower === 'null' : operator === '!=' && lower !== 'null';
    return holds(operator, compared(cell, number, text, lower));
  };
}

/** Less than 0: the cell is smaller. As numbers where both are. */
function compared(cell: Cell, number: number, text: string, wanted: string): number {
  const own = Number(cell.text);
  if (!Number.isNaN(number) && cell.text !== '' && !Number.isNaN(own) && cell.text !== wanted) return own - number;
  return text < wanted ? -1 : text > wanted ? 1 : 0;
}

function holds(operator: Exclude<Operator, '~'>, difference: number): boolean {
  switch (operator) {
    case '=':
      return difference === 0;
    case '!=':
      return difference !== 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
  }
}

const unquoted = (text: string): string => text.replace(/["']/g, '');
