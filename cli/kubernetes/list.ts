/** ferris-k8s-deploy list: what of ours runs in a cluster, for people and for the editor's tree of deployments. */
import { defineCommand } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { whichCluster, withCluster } from './running/with-cluster.ts';
import { type Workload, workloadsOf } from './running/workloads.ts';

export const command = defineCommand({
  name: 'list',
  summary: 'what of ours runs in a cluster: state, replicas, lag, pods',
  flags: {
    namespace: { value: 'NAME', short: 'n', doc: 'only in this one; without it all that may be seen' },
    ...whichCluster,
    format: { value: 'FORMAT', short: 'f', doc: 'how it is written', allowed: ['text', 'json'], default: 'text' },
  },
  examples: [
    ['ferris-k8s-deploy list', "in the kubeconfig's current context"],
    ['ferris-k8s-deploy list --context production --namespace trading --format json', 'for programs'],
  ],
  run: ({ flags }, io) =>
    withCluster(flags, io, async cluster => {
      const workloads = await workloadsOf(cluster, flags.namespace);
      const { context, server } = cluster;
      await io.stdout.write(
        flags.format === 'json' ? `${JSON.stringify({ context, server, workloads })}\n` : listText(workloads, context),
      );
      return EXIT.ok;
    }),
});

function listText(workloads: readonly Workload[], context: string): string {
  if (workloads.length === 0) return `nothing that ferris-k8s-deploy has made runs in ${context}\n`;
  return workloads
    .map(({ kind, namespace, name, state, text, lag, pods }) => {
      const behind = lag === undefined ? '' : `, ${lag} records behind`;
      const problems = pods.flatMap(({ problem }) => (problem === undefined ? [] : [`    ${problem}\n`]));
      return `${MARKS[state]} ${namespace}/${name} (${kind}): ${text}${behind}\n${problems.join('')}`;
    })
    .join('');
}

const MARKS: Readonly<Record<Workload['state'], string>> = { done: '✅', waiting: '⏳', failed: '❌' };
