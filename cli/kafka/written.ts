/** Kafka's settings in the WITH (…) of a plan's statements: a run speaks to one cluster, so they must agree. */
import type { Plan } from '../../src/compiler/plan/plan.ts';
import { expandVariables } from '../../src/language/hints/expand.ts';
import { UsageError } from '../arguments.ts';
import type { Io } from '../io.ts';
import { filledIn, type Setting, settingFrom } from './setting.ts';

export type Written = NonNullable<Plan['kafka']>;

/** The brokers that it names, variables filled in, and where; undefined where it names none. Throws UsageError. */
export function brokersOf(written: Written, io: Io): { readonly brokers: string; readonly from?: string } | undefined {
  const named = one(written, 'bootstrap.servers');
  if (named === undefined) return undefined;
  const brokers = filledIn('bootstrap.servers', named.value, named.from ?? 'WITH', io).trim();
  return { brokers, ...(named.from === undefined ? {} : { from: named.from }) };
}

/**
 * Those that are for a place: where a relation names brokers, they are for these. Throws UsageError and FileError.
 */
export async function fromSql(written: Written, place: string, io: Io): Promise<readonly Setting[]> {
  const named = written.filter(({ key }) => key === 'bootstrap.servers');
  const sole = new Set(named.map(({ value }) => value)).size === 1 ? named[0] : undefined;
  const meant = written.filter(({ of }) => {
    const brokers = named.find(one => one.of === of) ?? sole;
    if (!brokers) return true;
    const expanded = expandVariables(brokers.value, name => io.env[name]);
    return expanded.ok && sharesBroker(place, expanded.value);
  });
  const settings: Setting[] = [];
  for (const key of new Set(meant.map(one => one.key))) {
    const { value, from = 'WITH' } = one(meant, key)!;
    const setting = await settingFrom(key, value, from, io);
    if (setting) settings.push(setting);
  }
  return settings;
}

/** Whether two lists of brokers are of one cluster, as far as their names say. */
export function sharesBroker(place: string, brokers: string): boolean {
  const parts = (text: string) => text.split(',').map(one => one.trim().toLowerCase());
  return parts(brokers).some(broker => parts(place).includes(broker));
}

function one(written: Written, wanted: string): Written[number] | undefined {
  const [first, ...others] = written.filter(({ key }) => key === wanted);
  const other = others.find(({ value }) => value !== first!.value);
  if (!other) return first;
  const names = [first!, other].map(({ of }) => (of === '' ? 'a statement' : `'${of}'`)).join(' and ');
  throw new UsageError(
    `WITH: ${wanted} is not the same for ${names}, and a run speaks to one Kafka cluster`,
    wanted === 'bootstrap.servers'
      ? 'choose the brokers with --brokers'
      : 'run the statements one by one: --statement K',
  );
}
