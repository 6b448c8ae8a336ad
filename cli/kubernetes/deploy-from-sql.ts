/** ferris-k8s-deploy deploy-from-sql: applies a file's deployments to a cluster and waits until they run. */
import { type KubernetesObject, nameOf } from '../../src/compiler/deploy/objects/kubernetes-object.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { onInterrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import type { Objects } from './cluster/deploy.ts';
import {
  clusterFlags,
  deployOptions,
  hintFlags,
  monitoringFlag,
  outsideHints,
  prometheusFlag,
} from './deploying/flags.ts';
import { type GeneratedFile, generateAll, hasErrors, pricesFor, problemLines } from './deploying/generate.ts';
import { loadFile } from './deploying/load.ts';
import { findingLine } from './deploying/report.ts';

export const command = defineCommand({
  name: 'deploy-from-sql',
  summary: 'apply the deployments of a SQL file to a cluster and wait until they run',
  positionals: { name: 'FILE', doc: "a SQL file; '-' is stdin", min: 1, max: 1 },
  flags: {
    ...clusterFlags,
    monitoring: monitoringFlag,
    prometheus: prometheusFlag,
    ...hintFlags,
    context: { value: 'NAME', doc: 'which context of the kubeconfig; without it its current one' },
    kubeconfig: { value: 'FILE', doc: 'which kubeconfig; without it KUBECONFIG, then ~/.kube/config' },
    'dry-run': {
      value: 'WHERE',
      doc: 'write nothing: client lists the objects without a cluster, server lets the cluster check them',
      allowed: ['client', 'server'],
    },
    diff: { doc: 'write nothing, show what would change in the cluster; exit code 1 when something would' },
    'field-manager': {
      value: 'NAME',
      doc: 'under whose name the fields of objects are set',
      default: 'ferris-k8s-deploy',
    },
    'force-conflicts': { doc: 'take over fields that somebody else has set' },
    timeout: {
      value: 'SECONDS',
      doc: 'how long a rollout may take before it is undone',
      integer: { min: 1, max: 86_400 },
      default: 300,
    },
    'reset-state': {
      doc: 'where a query became another one than that whose state is kept (ferris-sql plan-diff tells), its pods drop it and go on from where their group stopped; without it nothing is applied then',
    },
    'no-wait': { doc: 'do not wait for the rollout, and do not undo a failed one' },
    yes: { short: 'y', doc: 'do not ask before writing' },
  },
  examples: [
    ['ferris-k8s-deploy deploy-from-sql trades.sql --diff', 'what would change'],
    ['ferris-k8s-deploy deploy-from-sql trades.sql --dry-run server', 'whether the cluster would take it'],
    ['ferris-k8s-deploy deploy-from-sql trades.sql --context production --yes', 'do it'],
  ],
  async run({ flags, positionals }, io) {
    if (flags.diff && flags['dry-run'] === 'client')
      throw new UsageError('--diff and --dry-run client exclude each other', 'a difference is to what the cluster has');
    checkManager(flags['field-manager']);
    const options = deployOptions(flags);
    const file = await loadFile(positionals[0]!, await outsideHints(flags, io), io);
    const prices = await pricesFor(io);
    const all = generateAll(file, options, prices);
    for (const finding of all.findings) await io.stderr.write(`${findingLine(file, finding)}\n`);
    const refused = await refusal(file.name, all, io);
    if (refused !== undefined) return refused;
    if (flags['dry-run'] === 'client') {
      for (const object of objectsOf(all)) await io.stdout.write(`${nameOf(object)} would be applied (dry run)\n`);
      return EXIT.ok;
    }
    // Kubernetes' client is large: nothing else loads it.
    const { readKubeconfig } = await import('./cluster/kubeconfig.ts');
    const { connect } = await import('./cluster/client.ts');
    const { deploy } = await import('./cluster/deploy.ts');
    const config = await readKubeconfig(flags, io);
    using interrupt = onInterrupt(io);
    const mode = flags.diff ? 'diff' : flags['dry-run'] === 'server' ? 'try' : 'apply';
    const choice = {
      mode,
      manager: flags['field-manager'],
      force: flags['force-conflicts'],
      timeoutSeconds: flags['no-wait'] ? undefined : flags.timeout,
      ask: io.stdin.isTTY === true && !flags.yes,
    } as const;
    const cluster = connect(config, interrupt.signal);
    const { stateChanges, stateText } = await import('./cluster/state-changes.ts');
    const objectsFor: Objects = async tell => {
      const changes = await stateChanges(all.generated, cluster);
      const reset = flags['reset-state'];
      const refused = mode === 'apply' && !reset;
      const text = stateText(changes, refused);
      if (text !== '') await tell(text);
      if (text !== '' && refused) return undefined;
      const specs = changes.map(({ spec, number, allowed }) =>
        number !== undefined && (reset || allowed) ? { ...spec, resetState: number } : spec,
      );
      return objectsOf(generateAll({ ...file, specs }, options, prices));
    };
    return await deploy(objectsFor, choice, cluster, io, interrupt.signal);
  },
});

/** What the API server takes as a manager's name. */
function checkManager(name: string): void {
  if (name === '' || name.length > 128 || /\p{C}/u.test(name))
    throw new UsageError('--field-manager takes 1 to 128 printable characters');
}

/** The exit code when there is nothing to deploy or it must not be; undefined when it may. */
async function refusal(file: string, { generated, findings }: GeneratedFile, io: Io): Promise<number | undefined> {
  if (hasErrors(findings)) {
    await io.stderr.write(`ferris-k8s-deploy: ${file} has errors, so nothing is deployed\n`);
    return findings.some(one => one.severity === 'error' && one.rule.startsWith('sql/'))
      ? EXIT.unplannable
      : EXIT.findings;
  }
  if (generated.length === 0) {
    await io.stderr.write(
      `ferris-k8s-deploy: ${file} has nothing to deploy: a SELECT, CREATE … AS SELECT or INSERT INTO … SELECT is missing\n`,
    );
    return EXIT.unplannable;
  }
  const lines = generated.map(problemLines).join('');
  if (lines === '') return undefined;
  await io.stderr.write(`ferris-k8s-deploy: the API server would refuse this, so nothing is applied:\n${lines}`);
  return EXIT.findings;
}

/** What deployments share (a namespace, priority classes) is applied once. */
function objectsOf({ generated }: GeneratedFile): readonly KubernetesObject[] {
  const byText = new Map(generated.flatMap(({ objects }) => objects.map(one => [JSON.stringify(one), one] as const)));
  return [...byText.values()];
}
