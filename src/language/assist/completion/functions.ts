/** Functions that may be called at the cursor, with what to type between their brackets. */
import { callFit } from './call-fit.ts';
import type { Wanted } from './expected-type.ts';
import { type FunctionEntry, functionKinds } from './function-kinds.ts';
import { shared, type Weighed } from './offer.ts';
import { keysAbout, probability } from './prior.ts';
import type { Offer, Rank } from './rank.ts';
import type { Scene } from './scene.ts';

export function functionOffers(scene: Scene, rank: Rank, wanted: Wanted, lower: boolean): Offer[] {
  const bracketed = rank.following === '(';
  const total = rank.name('function');
  const fit = callFit(scene);
  const offers = functionKinds(scene).map(entry => {
    const offer = weighed(entry, rank, wanted, lower, bracketed);
    return { ...offer, weight: offer.weight * fit(entry.name) };
  });
  return shared(total, offers);
}

function weighed(entry: FunctionEntry, rank: Rank, wanted: Wanted, lower: boolean, bracketed: boolean): Weighed {
  const name = entry.own ? entry.name : lower ? entry.name.toLowerCase() : entry.name;
  const usual = probability(keysAbout('functions', rank.situation.clause), entry.name);
  const { returns } = entry;
  const fits = !wanted.kinds || returns === undefined || wanted.kinds.some(kind => fitsKind(kind, returns)) ? 1 : 0.2;
  const filled = bracketed ? { insert: name } : entry.bare ? { insert: name } : call(name, entry);
  return {
    label: name,
    kind: 'function',
    ...filled,
    ...(entry.signature === undefined ? {} : { detail: entry.signature }),
    about: { kind: 'function', name: entry.name },
    weight: usual * fits,
  };
}

const NUMERIC = ['BIGINT', 'DOUBLE', 'DECIMAL'];

const fitsKind = (kind: string, returns: string): boolean =>
  kind === returns ||
  (NUMERIC.includes(kind) && (NUMERIC.includes(returns) || returns === 'NUMERIC')) ||
  !/^[A-Z]{4,}$/.test(returns);

/** The call with its required arguments to be typed over; COUNT counts rows. */
function call(name: string, { parameters, over }: FunctionEntry): Pick<Weighed, 'insert' | 'stops'> {
  let insert = `${name}(`;
  const stops: { start: number; end: number }[] = [];
  if (parameters.length === 0) insert += ')';
  else {
    for (const [i, parameter] of parameters.entries()) {
      if (i > 0) insert += ', ';
      stops.push({ start: insert.length, end: insert.length + parameter.length });
      insert += parameter;
    }
    insert += ')';
  }
  if (over) {
    insert += ' OVER (PARTITION BY ';
    stops.push({ start: insert.length, end: insert.length + 3 });
    insert += 'key ORDER BY ';
    stops.push({ start: insert.length, end: insert.length + 4 });
    insert += 'time)';
  }
  return { insert, stops };
}
