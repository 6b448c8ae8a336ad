/** What may stand behind a dot: columns of the relation in front of it, fields of a structure. */
import type * as ast from '../../grammar/generated/ast.ts';
import { bindExpression } from '../../names/expression/bind-expression.ts';
import { reporter } from '../../names/report.ts';
import { nameOf } from '../../names/text-of.ts';
import { type SqlType, typeText } from '../../types/sql-type.ts';
import { aliasWords, likeAlias } from './alias-near.ts';
import { typeFit, type Wanted } from './expected-type.ts';
import type { Mentions } from './mentions.ts';
import { shared, type Weighed } from './offer.ts';
import { quoted } from './quoted.ts';
import type { Offer, Rank } from './rank.ts';
import { queryAround, type Scene, type ScopeLeaf } from './scene.ts';

export function memberOffers(
  scene: Scene,
  base: ast.Expression,
  rank: Rank,
  mentions: Mentions,
  wanted: Wanted,
): Offer[] {
  const leaf = leafOf(scene, base);
  const fields = leaf ? leaf.relation.columns : fieldsOf(scene, base);
  const offers = new Map<string, Weighed>();
  const alias = aliasWords(scene);
  const next = rank.situation.clause === 'SELECT' ? nextOf(scene, leaf) : undefined;
  const partner = partnerOf(scene, leaf, wanted);
  const add = (name: string, type: SqlType | undefined, factor: number): void => {
    const key = name.toLowerCase();
    if (offers.has(key)) return;
    const spoken = Math.min(3, (mentions.near.get(key) ?? 0) * 0.2);
    const again = rank.situation.clause === 'SELECT' && mentions.before.has(key) ? 0.5 : 1;
    const same = wanted.name?.toLowerCase() === key ? 12 : partner === key ? 6 : 1;
    const later = mentions.after.has(key) ? 2 : 1;
    const weight =
      likeAlias(alias, name) *
      (key === next ? 4 : 1) *
      (1 + spoken) *
      factor *
      again *
      same *
      later *
      (type ? typeFit(wanted, type) : 1);
    const detail = type && type.kind !== 'ANY' ? { detail: typeText(type) } : {};
    offers.set(key, { label: name, insert: quoted(name), kind: leaf ? 'column' : 'field', weight, ...detail });
  };
  for (const { name, type } of fields) add(name, type, 1);
  // A name behind this very relation elsewhere in the statement, when its columns are not known.
  if (leaf ? leaf.relation.open : fields.length === 0) {
    const qualifier = base.$type === 'ColumnName' ? nameOf(base.name ?? '').toLowerCase() : undefined;
    const words = [...scene.cursor.before, ...scene.cursor.after];
    for (const [i, word] of words.entries())
      if (
        words[i + 1]?.text === '.' &&
        words[i + 2] &&
        word.text.toLowerCase() === qualifier &&
        words[i + 2]!.text !== '*'
      )
        add(nameOf(words[i + 2]!.text), undefined, 3);
    for (const [, name] of mentions.nearNames) add(name, undefined, 0.2);
  }
  if (leaf?.relation.windowed) for (const name of ['_window_start', '_window_end']) add(name, undefined, 0.3);
  return shared(rank.name('member'), [...offers.values()]);
}

function leafOf({ leaves }: Scene, base: ast.Expression): ScopeLeaf | undefined {
  if (base.$type !== 'ColumnName') return undefined;
  const name = nameOf(base.name ?? '').toLowerCase();
  return leaves.find(leaf => leaf.qualifier.toLowerCase() === name);
}

function fieldsOf(
  { context }: Scene,
  base: ast.Expression,
): readonly { readonly name: string; readonly type: SqlType }[] {
  if (!context) return [];
  const { probe, ...services } = context.services;
  const { type } = bindExpression(base, { ...context, services, reporter: reporter(0, []) });
  return type.kind === 'STRUCT' ? type.fields : [];
}

/** On the first side of a join condition: the column that the other side has too. */
function partnerOf(scene: Scene, leaf: ScopeLeaf | undefined, wanted: Wanted): string | undefined {
  if (!leaf || wanted.name !== undefined || !scene.around.some(node => node.$type === 'Join') || !queryAround(scene))
    return undefined;
  const others = scene.leaves.filter(one => one !== leaf && one.distance === 0);
  const common = leaf.relation.columns.filter(column =>
    others.some(other => other.relation.columns.some(one => one.name.toLowerCase() === column.name.toLowerCase())),
  );
  return (common.find(column => /(^|_)(id|key|code)$/i.test(column.name)) ?? common[0])?.name.toLowerCase();
}

/** The column declared behind the last one of this relation that stands in front of the cursor. */
function nextOf({ cursor }: Scene, leaf: ScopeLeaf | undefined): string | undefined {
  const columns = leaf?.relation.columns ?? [];
  for (let i = cursor.before.length - 1; i > 1; i--) {
    if (
      cursor.before[i - 1]!.text !== '.' ||
      cursor.before[i - 2]!.text.toLowerCase() !== leaf?.qualifier.toLowerCase()
    )
      continue;
    const at = columns.findIndex(column => column.name.toLowerCase() === cursor.before[i]!.text.toLowerCase());
    return columns[at + 1]?.name.toLowerCase();
  }
  return columns[0]?.name.toLowerCase();
}
