/** Names as they are written in SQL: with back quotes only where they would be read as something else. */
import { parsePiece } from '../../grammar/parse.ts';
import { nameOf } from '../../names/text-of.ts';

/** A column, an alias or a relation, the same wherever it stands. */
export const written = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && isName(name) ? name : `\`${name.replaceAll('`', '``')}\``;

const known = new Map<string, boolean>();

function isName(word: string): boolean {
  const key = word.toUpperCase();
  let plain = known.get(key);
  if (plain === undefined) {
    plain = readsAsName(word);
    // Names that people invent are without number.
    if (known.size < 5000) known.set(key, plain);
  }
  return plain;
}

function readsAsName(word: string): boolean {
  const { tree, problems } = parsePiece(`SELECT ${word}, ${word}.${word} AS ${word} FROM ${word} AS ${word}`);
  const { statement } = tree;
  if (problems.length > 0 || statement?.$type !== 'Query') return false;
  const [item] = statement.items;
  return (
    item?.$type === 'ExpressionItem' && item.expression?.$type === 'ColumnName' && statement.from?.alias !== undefined
  );
}

/** A name that is not taken, whatever the case: itself, else with a number. */
export function freeName(wanted: string, taken: Iterable<string>): string {
  const names = new Set([...taken].map(name => nameOf(name).toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}_${number}`;
    if (!names.has(name.toLowerCase())) return name;
  }
}
