/** Applies objects one after another and keeps what is needed to undo it. */
import type { Cluster } from './cluster.ts';
import type { LiveObject } from './live-object.ts';
import { type Foreseen, type Outcome, outcomeOf } from './preflight.ts';
import type { Progress } from './progress.ts';
import { apply, readLive } from './server-side.ts';
import type { Target } from './targets.ts';

export interface Change {
  readonly target: Target;
  /** Undefined: it was created. */
  readonly before: LiveObject | undefined;
  readonly after: LiveObject;
  readonly outcome: Outcome;
}

/** How far it came: `changes` grows while it runs, also when it throws. */
export interface Applying {
  readonly changes: Change[];
  /** What is being applied; the server may have done it when no answer comes. */
  current: Target | undefined;
}

/** Throws UnreachableError, RefusedError, and the reason of an abort. */
export async function applyAll(
  foreseen: readonly Foreseen[],
  options: { readonly manager: string; readonly force: boolean },
  cluster: Cluster,
  applying: Applying,
  progress: Progress,
): Promise<void> {
  for (const [index, { target }] of foreseen.entries()) {
    await progress.now(`[${index + 1}/${foreseen.length}] applying ${target.name}`);
    // Read again: the server may have changed it since it was looked at.
    const before = await readLive(target, cluster);
    applying.current = target;
    const after = await apply(target, target.object, { ...options, dryRun: false }, cluster);
    const outcome = outcomeOf(before, after);
    applying.changes.push({ target, before, after, outcome });
    applying.current = undefined;
    await progress.say(`${outcome === 'unchanged' ? '  ' : '✅'} ${target.name} ${outcome}`);
  }
}
