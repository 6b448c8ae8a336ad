/**
 * What holds for a run, of everybody who may say it, weakest first: defaults, the profile, ferris.yaml, the environment, flags.
 * Whatever is given is obeyed, or named with the reason why it has no effect, or refused.
 */
import { findProperty } from '../properties/catalogue.ts';
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import { DEFAULT_PROFILE, findProfile, PROFILES, type Profile } from './profiles.ts';
import { placeOf, type Setting, type WithoutEffect } from './setting.ts';
import { SETTINGS } from './settings.ts';
import { WITHOUT_EFFECT } from './without-effect.ts';

export interface Origin {
  readonly kind: 'default' | 'profile' | 'ferris.yaml' | 'environment' | 'flag';
  /** The profile, the path in the file, the variable, or the flag. */
  readonly name: string;
  /** In ferris.yaml, from 1. */
  readonly line?: number;
}

export interface Effective {
  readonly setting: Setting;
  readonly value: string;
  readonly origin: Origin;
  /** Strongest first; defaults are not told. */
  readonly overruled: readonly { readonly value: string; readonly origin: Origin }[];
}

export interface Told {
  readonly message: string;
  readonly origin: Origin;
  /** It is known, and does nothing. */
  readonly idle?: true;
}

export interface Configuration {
  readonly profile: Profile;
  readonly profileOrigin: Origin;
  /** In the order of the table. */
  readonly settings: readonly Effective[];
  /** What has no effect, and what nobody knows. */
  readonly notes: readonly Told[];
  /** With any of these nothing may run. */
  readonly problems: readonly Told[];
}

/** A value of ferris.yaml that is no table: `kafka.fetch_min_bytes`. */
export interface Leaf {
  readonly path: string;
  readonly value: string;
  /** From 1. */
  readonly line?: number;
  /** In the file. */
  readonly keySpan?: Span;
  readonly span?: Span;
}

export interface Sources {
  readonly leaves: readonly Leaf[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** By name without dashes; undefined where it is not given. */
  readonly flags: Readonly<Record<string, string | undefined>>;
}

const PROFILE_PATHS: ReadonlySet<string> = new Set(['profile', 'performance_profile']);
const PROFILE_VARIABLES = ['FERRIS_PROFILE', 'FERRIS_PERFORMANCE_PROFILE'];

interface Given {
  readonly setting: Setting;
  readonly value: string;
  readonly written: string;
  readonly origin: Origin;
}

export function readConfiguration({ leaves, variables, flags }: Sources): Configuration {
  const notes: Told[] = [];
  const problems: Told[] = [];
  const { profile, origin: profileOrigin } = profileOf({ leaves, variables, flags }, problems);
  const given: Given[] = [];
  const take = (setting: Setting, written: string, origin: Origin): void => {
    const text = written.trim();
    const value = setting.also?.[text.toLowerCase()] ?? text.toLowerCase();
    const checked = setting.type.check(value);
    if (checked.ok) given.push({ setting, value, written: text, origin });
    else
      problems.push({
        message: `${origin.name} ${setting.also?.true ? `takes ${setting.type.description}, or true or false, not '${text}'` : checked.message}`,
        origin,
      });
  };
  for (const [key, value] of Object.entries(profile.values))
    take(settingOf(key), value, { kind: 'profile', name: profile.name });
  for (const { path, value, line } of leaves) {
    const origin: Origin = { kind: 'ferris.yaml', name: path, ...(line === undefined ? {} : { line }) };
    const setting = atPlace.get(placeOf(path));
    if (setting) take(setting, value, origin);
    else note(path, value, origin, notes);
  }
  for (const setting of SETTINGS)
    for (const name of setting.variables) {
      const value = variables[name];
      if (value) take(setting, value, { kind: 'environment', name });
    }
  for (const one of WITHOUT_EFFECT)
    for (const name of one.variables) {
      const value = variables[name];
      if (value && !one.holds?.includes(value.toLowerCase()))
        notes.push({
          message: `${name} has no effect: ${one.why}`,
          origin: { kind: 'environment', name },
          idle: true,
        });
    }
  for (const setting of SETTINGS) {
    const value = setting.flag === undefined ? undefined : flags[setting.flag];
    if (value !== undefined) take(setting, value, { kind: 'flag', name: `--${setting.flag}` });
  }
  problems.push(...contradictions(given), ...weaker(leaves, variables));
  return { profile, profileOrigin, settings: SETTINGS.map(setting => effective(setting, given)), notes, problems };
}

const settingOf = (key: string): Setting => SETTINGS.find(one => one.key === key)!;

const atPlace: ReadonlyMap<string, Setting> = new Map(
  SETTINGS.flatMap(setting => setting.paths.map(path => [placeOf(path), setting] as const)),
);

function profileOf({ leaves, variables, flags }: Sources, problems: Told[]): { profile: Profile; origin: Origin } {
  const named: { name: string; origin: Origin }[] = [];
  for (const { path, value, line } of leaves)
    if (PROFILE_PATHS.has(placeOf(path)))
      named.push({ name: value, origin: { kind: 'ferris.yaml', name: path, ...(line === undefined ? {} : { line }) } });
  for (const name of PROFILE_VARIABLES) {
    const value = variables[name];
    if (value) named.push({ name: value, origin: { kind: 'environment', name } });
  }
  if (flags.profile !== undefined) named.push({ name: flags.profile, origin: { kind: 'flag', name: '--profile' } });
  const last = named.at(-1);
  if (!last) return { profile: DEFAULT_PROFILE, origin: { kind: 'default', name: DEFAULT_PROFILE.name } };
  const profile = findProfile(last.name);
  if (profile) return { profile, origin: last.origin };
  const names = PROFILES.map(({ name }) => name);
  const meant = nearest(last.name, names);
  problems.push({
    message: `there is no profile '${last.name}': ${meant ? `did you mean ${meant}?` : `the profiles are ${names.join(', ')}`}`,
    origin: last.origin,
  });
  return { profile: DEFAULT_PROFILE, origin: last.origin };
}

/** The last one given counts; of variables the first that is set. */
function effective(setting: Setting, given: readonly Given[]): Effective {
  const ranks: readonly Origin['kind'][] = ['profile', 'ferris.yaml', 'environment', 'flag'];
  const said = ranks.flatMap(kind =>
    given.filter(one => one.setting === setting && one.origin.kind === kind).slice(0, 1),
  );
  const [first, ...others] = said.toReversed();
  if (!first) return { setting, value: setting.default, origin: { kind: 'default', name: 'default' }, overruled: [] };
  return {
    setting,
    value: first.value,
    origin: first.origin,
    overruled: others.filter(({ value }) => value !== first.value).map(({ value, origin }) => ({ value, origin })),
  };
}

/** One place that says a thing twice, and not the same. */
function contradictions(given: readonly Given[]): Told[] {
  const found: Told[] = [];
  for (const kind of ['ferris.yaml', 'environment'] as const)
    for (const [setting, some] of Map.groupBy(
      given.filter(({ origin }) => origin.kind === kind),
      ({ setting }) => setting,
    )) {
      const [first, ...others] = some;
      const other = others.find(one => one.value !== first!.value && !isMoreExact(first!, one));
      if (other)
        found.push({
          message: `${first!.origin.name} (${first!.written}) and ${other.origin.name} (${other.written}) both say what ${setting.key} is, and not the same`,
          origin: other.origin,
        });
    }
  return found;
}

/** `enable_compression: true` says no more than that there is one: `compression_type: zstd` says which. */
const isMoreExact = (a: Given, b: Given): boolean =>
  a.setting.key === 'compression.type' &&
  (a.written === 'true' || b.written === 'true') &&
  a.value !== 'none' &&
  b.value !== 'none';

/** What asks for less than is done is told as a note; beside what asks for all of it, it is refused. */
function weaker(leaves: readonly Leaf[], variables: Sources['variables']): Told[] {
  const at = (place: string) => leaves.find(({ path }) => placeOf(path) === place);
  const acks = at('kafka_acks');
  const idempotent = at('kafka_enable_idempotence');
  const variable = variables.KAFKA_ACKS;
  const asked = variable ?? acks?.value;
  if (asked === undefined || ['all', '-1'].includes(asked.toLowerCase()) || idempotent?.value !== 'true') return [];
  return [
    {
      message: `${variable === undefined ? acks!.path : 'KAFKA_ACKS'} is ${asked}, and ${idempotent.path} needs acks of all: leave one of them out`,
      origin: {
        kind: 'ferris.yaml',
        name: acks?.path ?? idempotent.path,
        ...(idempotent.line === undefined ? {} : { line: acks?.line ?? idempotent.line }),
      },
    },
  ];
}

/** Parts of ferris.yaml that others read and check. */
const OTHERS: ReadonlySet<string> = new Set([
  'brokers',
  'rules',
  'deploy',
  'prices',
  'services',
  'schema_registry',
  'registry',
  'schema',
]);
const KAFKA_PLACE = /^kafka[._-]/i;

function note(path: string, value: string, origin: Origin, notes: Told[]): void {
  const place = placeOf(path);
  const [section = ''] = path.split('.');
  if (PROFILE_PATHS.has(place) || OTHERS.has(section.toLowerCase())) return;
  const known = WITHOUT_EFFECT.find(one => one.paths.some(pattern => stands(place, pattern)));
  if (known) {
    if (!holdsAnyway(known, value)) notes.push({ message: `${path} has no effect: ${known.why}`, origin, idle: true });
    return;
  }
  if (KAFKA_PLACE.test(path) && isConnection(path.replace(KAFKA_PLACE, ''))) return;
  const meant = nearest(path.toLowerCase(), [...SETTINGS.flatMap(({ paths }) => paths), 'profile', 'brokers']);
  notes.push({ message: `there is no setting ${path}${meant ? `: did you mean ${meant}?` : ''}`, origin });
}

const holdsAnyway = ({ holds }: WithoutEffect, value: string): boolean =>
  holds?.includes(value.trim().toLowerCase()) ?? false;

const stands = (place: string, pattern: string): boolean =>
  pattern.endsWith('*') ? place.startsWith(placeOf(pattern.slice(0, -1))) : place === placeOf(pattern);

/** Brokers and how to speak to them: `sasl.password`, `sasl_password_file`. */
function isConnection(spelt: string): boolean {
  if (/^(brokers|bootstrap[._]servers)$/i.test(spelt)) return true;
  const property = findProperty(spelt) ?? findProperty(spelt.replace(/[._-](env|file)$/i, ''));
  return property?.runs === true;
}
