/** How a name is written in SQL: in back quotes unless it is a plain word that no clause needs. */
import { grammarNetwork } from '../../grammar/parse.ts';
import { isName } from './situation.ts';

export function quoted(name: string): string {
  const kind = grammarNetwork().vocabulary.keywords.get(name.toUpperCase());
  const plain = /^[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*$/.test(name) && (kind === undefined || isName(kind));
  return plain ? name : `\`${name.replaceAll('`', '``')}\``;
}
