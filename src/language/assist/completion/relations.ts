/** Streams, tables, views, CTEs and topics that a statement may read or write. */
import type { Relation } from '../../names/bound.ts';
import { nameOf } from '../../names/text-of.ts';
import type { Mentions } from './mentions.ts';
import { shared, type Weighed } from './offer.ts';
import { quoted } from './quoted.ts';
import type { Offer, Rank } from './rank.ts';
import type { Role } from './role.ts';
import type { Scene } from './scene.ts';

/** More than a person looks through; typing a letter makes it fewer in the editor. */
const MOST = 2000;

export function relationOffers(
  scene: Scene,
  role: Extract<Role, { is: 'relation' }>,
  rank: Rank,
  mentions: Mentions,
): Offer[] {
  const { environment, ctes } = scene;
  const offers: Weighed[] = ctes.map(({ name, columns }, i) => ({
    label: name,
    insert: quoted(name),
    kind: 'relation',
    detail: `WITH: ${columns.join(', ')}`,
    // The last one is what the query is about.
    weight: (mentions.near.get(name.toLowerCase()) ?? 0) > 1 ? 3 + i : 6 + i,
  }));
  const { statement } = scene;
  const own = statement?.$type === 'Create' ? nameOf(statement.name ?? '').toLowerCase() : undefined;
  const weigh = (name: string, relation: Relation | undefined, recency: number): number => {
    const key = name.toLowerCase();
    const inStatement = (mentions.after.get(key) ?? 0) + (mentions.before.get(key) ?? 0);
    const columns = columnsNamed(relation, mentions);
    const spoken = (mentions.prefixes.has(key) ? 20 : 0) + Math.min(4, mentions.near.get(key) ?? 0) * 0.3;
    const reads = Math.min(5, mentions.read.get(name) ?? 0);
    const writes = mentions.written.get(key) ?? 0;
    if (role.access === 'write') {
      // What the statement reads it seldom writes too, and most things have one writer.
      return (
        (1 + spoken + columns + 2 * recency) *
        (inStatement > 0 ? 0.1 : 1) *
        (writes > 0 ? 0.3 : 1) *
        (reads > 0 ? 0.6 : 1)
      );
    }
    return (1 + 2 * recency + 6 * inStatement + spoken + columns + 2 * reads) * (writes > 0 && reads === 0 ? 0.3 : 1);
  };
  const names = environment.relationNames();
  const seen = new Set(ctes.map(({ name }) => name.toLowerCase()));
  for (const [i, name] of names.slice(0, MOST).entries()) {
    const relation = environment.relation(name);
    const key = name.toLowerCase();
    if (seen.has(key) || key === own || relation === 'cycle') continue;
    seen.add(key);
    offers.push({
      label: name,
      insert: quoted(name),
      kind: 'relation',
      ...(relation ? { detail: detailOf(relation) } : {}),
      weight: weigh(name, relation, (i + 1) / names.length),
    });
  }
  for (const [key, name] of mentions.prefixes)
    if (!seen.has(key) && key !== own) {
      seen.add(key);
      offers.push({
        label: name,
        insert: quoted(name),
        kind: 'relation',
        weight: 5,
        detail: 'named in this statement',
      });
    }
  for (const name of mentions.read.keys()) {
    const key = name.toLowerCase();
    if (seen.has(key) || key === own) continue;
    seen.add(key);
    offers.push({ label: name, insert: quoted(name), kind: 'relation', weight: 2, detail: 'named near here' });
  }
  return shared(rank.name('relation'), offers);
}

function detailOf({
  kind,
  columns,
  open,
  topic,
  name,
}: {
  kind: string;
  columns: readonly { name: string }[];
  open: boolean;
  topic: string;
  name: string;
}): string {
  const what = topic === name ? kind : `${kind} of topic ${topic}`;
  if (columns.length === 0) return open ? `${what}, schema-less` : what;
  const shown = columns.slice(0, 4).map(column => column.name);
  return `${what}: ${shown.join(', ')}${columns.length > 4 ? ', …' : ''}`;
}

/** Up to 12, the more of the names in the statement are columns of a relation. */
function columnsNamed(relation: Relation | undefined, { names }: Mentions): number {
  if (!relation || names.size === 0) return 0;
  const own = new Set(relation.columns.map(column => column.name.toLowerCase()));
  const named = [...names].filter(name => own.has(name.toLowerCase())).length;
  return (12 * named) / Math.max(names.size, 1);
}
