/** What applying a manifest would come to, asked of the API server object by object before anything is written. */
import { withoutCalendarFields } from './calendar-fields.ts';
import { type Cluster, RefusedError } from './cluster.ts';
import type { LiveObject } from './live-object.ts';
import type { Refusal } from './refusals.ts';
import { type ApplyOptions, apply, readLive } from './server-side.ts';
import type { Target } from './targets.ts';

export interface Foreseen {
  readonly target: Target;
  /** As it is now; undefined where there is none. */
  readonly before: LiveObject | undefined;
  /** As it would be; undefined where the server cannot say yet. */
  readonly after: LiveObject | undefined;
}

export type Outcome = 'created' | 'changed' | 'unchanged';

/** Every refusal at once, not only the first. Throws UnreachableError. */
export async function preflight(
  targets: readonly Target[],
  options: Omit<ApplyOptions, 'dryRun'>,
  cluster: Cluster,
  looking: (target: Target) => Promise<void>,
): Promise<{ readonly foreseen: readonly Foreseen[]; readonly refusals: readonly Refusal[] }> {
  const foreseen: Foreseen[] = [];
  const refusals: Refusal[] = [];
  /** Namespaces that this manifest makes: nothing can be tried in them yet. */
  const coming = new Set<string>();
  for (const whole of targets) {
    await looking(whole);
    try {
      const before = await readLive(whole, cluster);
      const target = options.force ? whole : withoutCalendarFields(whole, before);
      if (before === undefined && target.object.kind === 'Namespace') coming.add(target.object.metadata?.name ?? '');
      const blind = target.namespace !== undefined && coming.has(target.namespace);
      const after = blind ? undefined : await tried(target, options, cluster);
      foreseen.push({ target, before, after });
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      refusals.push({ name: whole.name, error });
    }
  }
  return { foreseen, refusals };
}

async function tried(
  target: Target,
  options: Omit<ApplyOptions, 'dryRun'>,
  cluster: Cluster,
): Promise<LiveObject | undefined> {
  try {
    return await apply(target, target.object, { ...options, dryRun: true }, cluster);
  } catch (error) {
    // A webhook with side effects keeps the server from trying; it says nothing about the object.
    if (error instanceof RefusedError && /does not support dry run/i.test(error.message)) return undefined;
    throw error;
  }
}

/** A write that changes nothing leaves the version as it was. */
export function outcomeOf(before: LiveObject | undefined, after: LiveObject): Outcome {
  if (before === undefined) return 'created';
  return before.metadata.resourceVersion === after.metadata.resourceVersion ? 'unchanged' : 'changed';
}
