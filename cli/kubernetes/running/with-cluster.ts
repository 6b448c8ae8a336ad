/** Asks a cluster something, and says in words what kept it from answering. */
import { EXIT } from '../../exit-codes.ts';
import { onInterrupt } from '../../interrupt.ts';
import type { Io } from '../../io.ts';
import { type Cluster, RefusedError, UnreachableError } from '../cluster/cluster.ts';
import type { ClusterChoice } from '../cluster/kubeconfig.ts';
import { reasonOf } from '../cluster/refusals.ts';

/** The flags of every command that asks one. */
export const whichCluster = {
  context: { value: 'NAME', doc: 'which context of the kubeconfig; without it its current one' },
  kubeconfig: { value: 'FILE', doc: 'which kubeconfig; without it KUBECONFIG, then ~/.kube/config' },
} as const;

/** The exit code of `work`, or that of what went wrong with the cluster. Throws FileError and UsageError. */
export async function withCluster(
  choice: ClusterChoice,
  io: Io,
  work: (cluster: Cluster) => Promise<number>,
): Promise<number> {
  // Kubernetes' client is large: nothing else loads it.
  const { readKubeconfig } = await import('../cluster/kubeconfig.ts');
  const { connect } = await import('../cluster/client.ts');
  const config = await readKubeconfig(choice, io);
  using interrupt = onInterrupt(io);
  const cluster = connect(config, interrupt.signal);
  try {
    return await work(cluster);
  } catch (error) {
    if (interrupt.signal.aborted) return interrupt.byUser ? EXIT.interrupted : EXIT.ok;
    const of = `${cluster.server} (context ${cluster.context})`;
    if (error instanceof RefusedError) {
      await io.stderr.write(`ferris-k8s-deploy: ${of} refused: ${reasonOf(error)}\n`);
      return EXIT.findings;
    }
    if (!(error instanceof UnreachableError)) throw error;
    await io.stderr.write(`ferris-k8s-deploy: ${of} cannot be reached: ${error.message}\n`);
    return EXIT.unreachable;
  }
}
