/** What a Ctrl-C leaves behind, in words. */
import type { Applying } from './apply-all.ts';
import type { Cluster } from './cluster.ts';
import { ROLLED_OUT } from './rollout.ts';

/** @param count how many objects there are in all */
export function interruptedText({ changes, current }: Applying, count: number, { context }: Cluster): string {
  if (changes.length === 0 && !current) return 'interrupted: nothing is applied\n';
  const perhaps = current ? `  perhaps applied: ${current.name} (its answer was not waited for)\n` : '';
  if (changes.length < count) {
    const names = changes.map(({ target }) => target.name).join(', ');
    return `interrupted: ${changes.length} of ${count} objects are applied, and stay${names && `:\n  ${names}`}\n${perhaps}  run it again to go on from there\n`;
  }
  const rolling = changes
    .filter(({ target }) => ROLLED_OUT.has(target.object.kind))
    .map(({ target: { object, namespace } }) => {
      const what = `${object.kind.toLowerCase()}/${object.metadata?.name}`;
      return `  kubectl --context ${context} --namespace ${namespace} rollout status ${what}\n`;
    });
  return `interrupted: all ${count} objects are applied, and stay; the rollout goes on in the cluster:\n${rolling.join('')}`;
}
