/** Places that take one of a few words which are no keywords: kinds of windows, units of time, strategies, what SHOW shows. */

import { functionTable } from '../../functions/table.ts';
import { DEPLOY_STRATEGIES } from '../../names/bound.ts';
import { SHOWN } from '../../names/statement/commands.ts';
import { shared, type Weighed } from './offer.ts';
import type { Offer, Rank } from './rank.ts';
import type { Role } from './role.ts';
import type { Scene } from './scene.ts';

/** In the order of DEPLOY_STRATEGIES. */
const STRATEGIES = ['both run, then one switch', 'a share first', 'pod by pod', 'stop the old, start the new'];

type Words = Extract<Role, { is: 'word' }>['of'];

const word = (text: string, weight: number, detail?: string): Weighed => ({
  label: text,
  insert: text,
  kind: 'value',
  weight,
  ...(detail === undefined ? {} : { detail }),
});

/** A window with its arguments to be typed over. */
function window(name: string, args: readonly string[], weight: number, detail: string): Weighed {
  let insert = `${name}(`;
  const stops = args.map((argument, i) => {
    if (i > 0) insert += ', ';
    const start = insert.length;
    insert += argument;
    return { start, end: insert.length };
  });
  return { label: name, insert: `${insert})`, stops, kind: 'value', weight, detail };
}

const OFFERS: Readonly<Record<Words, readonly Weighed[]>> = {
  window: [
    window('TUMBLING', ["INTERVAL '1' MINUTE"], 10, 'one window after the other'),
    window('SLIDING', ["INTERVAL '5' MINUTE", "INTERVAL '1' MINUTE"], 5, 'overlapping windows: size, advance'),
    window('SESSION', ["INTERVAL '30' MINUTE"], 4, 'ends after a gap without rows'),
    window('HOPPING', ["INTERVAL '5' MINUTE", "INTERVAL '1' MINUTE"], 1, 'as SLIDING'),
    window('CUMULATE', ["INTERVAL '1' HOUR", "INTERVAL '1' DAY"], 0.5, 'growing windows: step, size'),
    window('TUMBLE', ["INTERVAL '1' MINUTE"], 0.3, 'as TUMBLING'),
    window('HOP', ["INTERVAL '5' MINUTE", "INTERVAL '1' MINUTE"], 0.2, 'as SLIDING'),
  ],
  unit: [
    ...[word('MINUTE', 10), word('HOUR', 6), word('SECOND', 5), word('DAY', 5), word('MINUTES', 4), word('SECONDS', 3)],
    ...[
      word('HOURS', 2),
      word('DAYS', 2),
      word('WEEK', 1),
      word('MONTH', 0.5),
      word('YEAR', 0.5),
      word('MILLISECOND', 0.5),
    ],
  ],
  strategy: DEPLOY_STRATEGIES.map(
    (name, i): Weighed =>
      name === 'CANARY'
        ? { ...word(name, 3, 'a share of the rows first'), insert: 'CANARY(25)', stops: [{ start: 7, end: 9 }] }
        : word(name, 4 - i, STRATEGIES[i]),
  ),
  show: Object.keys(SHOWN).map((name, i) => word(name, 20 - i)),
  language: [word('javascript', 1)],
  block: [{ ...word('LOCAL_AGGREGATION', 1, 'tunes the two-phase aggregate'), insert: 'LOCAL_AGGREGATION' }],
};

export function wordOffers(of: Words, rank: Rank): Offer[] {
  const offers = OFFERS[of].map(offer => {
    const plain = rank.following === '(' ? { label: offer.label, insert: offer.label, kind: offer.kind } : offer;
    return { ...plain, weight: offer.weight + rank.near(offer.label) };
  });
  return shared(rank.name(of), offers);
}

/** Where a function takes a unit of time as a bare word: EXTRACT(EPOCH FROM t), DATEDIFF(day, a, b). */
export function unitOffers({ around }: Scene, rank: Rank): Offer[] {
  const [name, call] = around;
  if (call?.$type !== 'Call' || !('arguments' in call) || !Array.isArray(call.arguments)) return [];
  const entry = functionTable.get(String('name' in call ? call.name : '').toUpperCase());
  const index = call.arguments.indexOf(name);
  const wanted = entry?.signatures.some(({ parameters }) =>
    ['unit', 'part', 'field'].includes(parameters[index]?.name ?? ''),
  );
  if (!wanted) return [];
  const parts =
    entry?.name === 'EXTRACT' ? [word('EPOCH', 12), word('DOW', 3), word('DOY', 1), word('QUARTER', 1)] : [];
  const offers = [...OFFERS.unit.filter(one => !one.label.endsWith('S')), ...parts];
  return shared(
    0.8,
    offers.map(one => ({ ...one, weight: one.weight + rank.near(one.label) })),
  );
}
