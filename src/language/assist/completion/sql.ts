/** Proposals inside a statement: by what the grammar allows at the cursor and what a name there would be. */
import type { Environment } from '../../names/statement/environment.ts';
import type { Piece } from '../../text/scan.ts';
import type { Span } from '../../text/span.ts';
import type { Candidate, Proposal } from './candidate.ts';
import { columnOffers } from './columns.ts';
import { type Cursor, cursorIn } from './cursor.ts';
import { wantedAt } from './expected-type.ts';
import { functionOffers } from './functions.ts';
import { groupingOffers } from './grouping.ts';
import { insertColumns } from './insert-columns.ts';
import { joinConditions, joinOffers } from './joins.ts';
import { keywordOffers } from './keywords.ts';
import { lowerCase } from './letter-case.ts';
import { literalOffers } from './literals.ts';
import { memberOffers } from './members.ts';
import { type Mentions, mentionsOf } from './mentions.ts';
import { simpleOffers } from './plain-columns.ts';
import { propertyOffers } from './properties.ts';
import { Rank } from './rank.ts';
import { relationOffers } from './relations.ts';
import { withRepetitions } from './repeated.ts';
import { type Scene, sceneAt } from './scene.ts';
import { starterOffers } from './starters.ts';
import { typeOffers } from './types.ts';
import { unitOffers, wordOffers } from './words.ts';

export interface SqlRequest {
  readonly text: string;
  readonly piece: Piece | undefined;
  /** What is replaced: the letters around the cursor, or what stands between quotes. */
  readonly word: Span;
  readonly inString: boolean;
  readonly environment: () => Environment;
}

/** Characters in front of the statement and behind it that are looked through for names. */
const AROUND = 6000;

export function sqlProposals({ text, piece, word, inString, environment }: SqlRequest): readonly Candidate[] {
  const start = piece && piece.span.start <= word.start ? piece.span.start : word.start;
  const end = piece && piece.span.end >= word.end ? piece.span.end : word.end;
  const quotes = inString ? 1 : 0;
  const closed = inString && text[word.end] === text[word.start - 1] ? 1 : 0;
  const hole = { start: word.start - quotes - start, end: word.end + closed - start };
  const cursor = cursorIn(text.slice(start, end), hole);
  const around =
    text.slice(Math.max(0, start - AROUND), start + hole.start) + text.slice(start + hole.end, end + AROUND);
  const proposals = proposalsAt(cursor, environment(), around, inString);
  return distinct(withRepetitions(proposals, cursor, around)).map(one => ({ ...one, replace: word }));
}

function proposalsAt(cursor: Cursor, environment: Environment, around: string, inString: boolean): readonly Proposal[] {
  const scene = sceneAt(cursor, environment);
  const rank = new Rank(cursor, around);
  const { role } = scene;
  if (inString) {
    if (role?.is === 'property') return propertyOffers(scene, role, rank, true);
    return role?.is === 'expression' ? literalOffers(scene, wantedAt(scene), around, true) : [];
  }
  const lower = lowerCase(cursor, around);
  const keywords = keywordOffers(scene, rank).map(one => (lower ? lowered(one) : one));
  const mentions = mentionsOf(cursor.before, cursor.after, around);
  return [
    ...keywords,
    ...namesAt(scene, rank, mentions, lower, around),
    ...groupingOffers(scene, rank, lower),
    ...joinOffers(scene, rank, lower),
    ...(cursor.before.length === 0 && cursor.after.length === 0 ? starterOffers(lower) : []),
  ];
}

function namesAt(scene: Scene, rank: Rank, mentions: Mentions, lower: boolean, around: string): readonly Proposal[] {
  const { role } = scene;
  if (!role) return insertColumns(scene);
  switch (role.is) {
    case 'expression': {
      const wanted = wantedAt(scene);
      return [
        ...columnOffers(scene, rank, mentions, wanted),
        ...functionOffers(scene, rank, wanted, lower),
        ...literalOffers(scene, wanted, around, false),
        ...joinConditions(scene),
        ...unitOffers(scene, rank),
      ];
    }
    case 'function':
      return functionOffers(scene, rank, wantedAt(scene), lower);
    case 'member':
      return memberOffers(scene, role.base, rank, mentions, wantedAt(scene));
    case 'relation':
      return relationOffers(scene, role, rank, mentions);
    case 'type':
      return typeOffers(scene, rank, lower);
    case 'property':
      return propertyOffers(scene, role, rank, false);
    case 'word':
      return wordOffers(role.of, rank);
    default:
      return [...simpleOffers(scene, role, rank, mentions), ...insertColumns(scene)];
  }
}

const lowered = (one: Proposal): Proposal => ({
  ...one,
  label: one.label.toLowerCase(),
  insert: one.insert.toLowerCase(),
});

/** Of two that insert the same the likelier. */
function distinct(proposals: readonly Proposal[]): readonly Proposal[] {
  const best = new Map<string, Proposal>();
  for (const one of proposals) {
    const known = best.get(one.label);
    if (!known || known.score < one.score) best.set(one.label, one);
  }
  return [...best.values()];
}
