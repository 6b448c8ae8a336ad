/** Puts back what was changed: created objects are deleted, the fields that were set get their previous values. */
import type { KubernetesObject } from '../../../src/compiler/deploy/objects/kubernetes-object.ts';
import type { Change } from './apply-all.ts';
import { type Cluster, RefusedError, UnreachableError } from './cluster.ts';
import type { LiveObject } from './live-object.ts';
import { ownedBy, pick, unionOf } from './owned-fields.ts';
import type { Progress } from './progress.ts';
import { apply, remove } from './server-side.ts';

/** Backwards, so that nothing loses what it refers to. Gives whether all of it could be undone. */
export async function undo(
  changes: readonly Change[],
  manager: string,
  cluster: Cluster,
  progress: Progress,
): Promise<boolean> {
  let whole = true;
  for (const change of changes.toReversed()) {
    const { target, before, after, outcome } = change;
    if (outcome === 'unchanged') continue;
    await progress.now(`undoing ${target.name}`);
    try {
      if (before === undefined) await remove(target, after.metadata.uid, cluster);
      else await apply(target, previousOf(before, after, manager), { manager, force: true, dryRun: false }, cluster);
      await progress.say(`↩️  ${target.name} ${before === undefined ? 'deleted' : 'as it was before'}`);
    } catch (error) {
      if (!(error instanceof RefusedError || error instanceof UnreachableError)) throw error;
      whole = false;
      await progress.say(`❌ ${target.name} could not be undone: ${error.message}`);
    }
  }
  return whole;
}

/**
 * What, applied, brings the object back: the earlier values of every field that this manager had set before or has set
 * now. Fields of others stay theirs, and a field that was not there goes away again.
 */
function previousOf(before: LiveObject, after: LiveObject, manager: string): KubernetesObject {
  const fields = unionOf(ownedBy(before, manager) ?? {}, ownedBy(after, manager) ?? {});
  const own = (Object.keys(fields).length === 0 ? {} : pick(before, fields)) as Partial<KubernetesObject>;
  const { apiVersion, kind, metadata } = before;
  const namespace = metadata.namespace === undefined ? {} : { namespace: metadata.namespace };
  return { ...own, apiVersion, kind, metadata: { ...own.metadata, name: metadata.name, ...namespace } };
}
