/** The hints that were given, on the object that runs them: what the deployment was made from, and what extract-hints reads back. */
import { findHint } from '../../../language/hints/catalogue.ts';
import type { EffectiveHint } from '../effective-hints.ts';

const PREFIX = 'ferris.io/hint.';
/** A JSON object of the hints whose keys cannot be part of an annotation's. */
const OTHERS = 'ferris.io/hints';
/** The part behind the slash of an annotation's key. */
const FITS = /^[A-Za-z0-9._-]{1,58}$/;

/** Defaults are not told: they would hide that a newer version has others. */
export function hintAnnotations(hints: readonly EffectiveHint[]): Record<string, string> {
  const given = hints.filter(({ origin }) => !origin.endsWith('default'));
  const fits = ({ key }: EffectiveHint): boolean => FITS.test(key) && /[A-Za-z0-9]$/.test(key);
  const others = given.filter(hint => !fits(hint)).map(({ key, value }) => [key, value] as const);
  return {
    ...Object.fromEntries(given.filter(fits).map(({ key, value }) => [`${PREFIX}${key}`, value])),
    ...(others.length > 0 ? { [OTHERS]: JSON.stringify(Object.fromEntries(others)) } : {}),
  };
}

/** The inverse: values by key, those of unknown keys left out. */
export function hintsOfAnnotations(annotations: Readonly<Record<string, string>>): Record<string, string> {
  const hints = Object.entries(annotations)
    .filter(([key]) => key.startsWith(PREFIX))
    .map(([key, value]) => [key.slice(PREFIX.length), value] as const);
  return Object.fromEntries(
    [...hints, ...othersOf(annotations[OTHERS])].filter(([key]) => findHint(key) !== undefined),
  );
}

/** Annotations can be edited by hand: what is no object of texts says nothing. */
function othersOf(json: string | undefined): readonly (readonly [string, string])[] {
  if (json === undefined) return [];
  try {
    const value: unknown = JSON.parse(json);
    if (value === null || typeof value !== 'object') return [];
    return Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  } catch {
    return [];
  }
}
