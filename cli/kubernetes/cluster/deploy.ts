/** A manifest into a cluster: looked at first, applied, waited for, and undone when it fails. */
import type { KubernetesObject } from '../../../src/compiler/deploy/objects/kubernetes-object.ts';
import { EXIT } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { type Applying, applyAll } from './apply-all.ts';
import { type Cluster, RefusedError, UnreachableError } from './cluster.ts';
import { coloured } from './coloured.ts';
import { confirmed } from './confirm.ts';
import { differences } from './differences.ts';
import { interruptedText } from './interrupted.ts';
import { missingKindsText } from './missing-kinds.ts';
import { type Foreseen, outcomeOf, preflight } from './preflight.ts';
import { type Progress, progressOn } from './progress.ts';
import { reasonOf, refusalsText } from './refusals.ts';
import { findTargets, type Target } from './targets.ts';
import { undo } from './undo.ts';
import { RolloutError, waitForRollout } from './wait.ts';

interface DeployChoice {
  /** `diff` shows what would change, `try` lets the server say what it would do; neither writes anything. */
  readonly mode: 'apply' | 'try' | 'diff';
  readonly manager: string;
  readonly force: boolean;
  /** Seconds until a rollout counts as failed; undefined: it is not waited for. */
  readonly timeoutSeconds: number | undefined;
  /** Whether a person is asked before anything is written. */
  readonly ask: boolean;
}

/** What is to be applied, when the cluster has been looked at; undefined: nothing may be, and why was told. */
export type Objects = (tell: Tell) => Promise<readonly KubernetesObject[] | undefined>;

/** Gives the exit code; everything that can go wrong with a cluster is told on stderr. */
export async function deploy(
  objectsFor: Objects,
  choice: DeployChoice,
  cluster: Cluster,
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const progress = progressOn(choice.mode === 'diff' ? io.stderr : io.stdout);
  const tell = async (text: string): Promise<void> => {
    await progress.end();
    await io.stderr.write(`ferris-k8s-deploy: ${text}`);
  };
  const applying: Applying = { changes: [], current: undefined };
  let objects: readonly KubernetesObject[] = [];
  try {
    const found = await objectsFor(tell);
    if (!found) return EXIT.findings;
    objects = found;
    const targets = await foundTargets(objects, cluster, tell);
    if (!targets) return EXIT.findings;
    const foreseen = await foreseenFor(targets, choice, cluster, progress, tell);
    if (!foreseen) return EXIT.findings;
    await progress.end();
    if (choice.mode === 'diff') return await showDifferences(foreseen, io);
    if (choice.mode === 'try') return await showOutcomes(foreseen, progress);
    if (choice.ask && !(await confirmed(questionFor(foreseen, cluster), io, signal))) {
      await tell('nothing is applied\n');
      return EXIT.findings;
    }
    return await applyAndWait(foreseen, applying, choice, cluster, progress, tell, signal);
  } catch (error) {
    if (signal.aborted) {
      await tell(interruptedText(applying, objects.length, cluster));
      return EXIT.interrupted;
    }
    if (error instanceof RefusedError) {
      await tell(`${cluster.server} refused: ${reasonOf(error)}\n`);
      return EXIT.findings;
    }
    if (!(error instanceof UnreachableError)) throw error;
    await tell(unreachableText(error, cluster));
    return EXIT.unreachable;
  }
}

/** In lines, on stderr. */
type Tell = (text: string) => Promise<void>;

async function foundTargets(
  objects: readonly KubernetesObject[],
  cluster: Cluster,
  tell: Tell,
): Promise<readonly Target[] | undefined> {
  const { targets, missing } = await findTargets(objects, cluster);
  if (missing.length === 0) return targets;
  await tell(missingKindsText(missing));
  return undefined;
}

async function foreseenFor(
  targets: readonly Target[],
  { manager, force }: DeployChoice,
  cluster: Cluster,
  progress: Progress,
  tell: Tell,
): Promise<readonly Foreseen[] | undefined> {
  let looked = 0;
  const { foreseen, refusals } = await preflight(targets, { manager, force }, cluster, ({ name }) =>
    progress.now(`[${++looked}/${targets.length}] looking at ${name}`),
  );
  if (refusals.length === 0) return foreseen;
  await tell(`the API server would refuse this, so nothing is applied:\n${refusalsText(refusals)}`);
  return undefined;
}

async function showDifferences(foreseen: readonly Foreseen[], io: Io): Promise<number> {
  const text = differences(foreseen);
  await io.stdout.write(io.color ? coloured(text) : text);
  return text === '' ? EXIT.ok : EXIT.findings;
}

async function showOutcomes(foreseen: readonly Foreseen[], progress: Progress): Promise<number> {
  for (const { target, before, after } of foreseen)
    await progress.say(
      after
        ? `${target.name} ${outcomeOf(before, after)} (dry run)`
        : `${target.name} ${before ? 'changed' : 'created'} (dry run; the server cannot check it before its namespace is there)`,
    );
  return EXIT.ok;
}

function questionFor(foreseen: readonly Foreseen[], { context, server }: Cluster): string {
  const places = new Set(foreseen.map(({ target }) => target.namespace).filter(Boolean));
  const changing = foreseen.filter(
    ({ before, after }) => !before || !after || outcomeOf(before, after) !== 'unchanged',
  );
  const count = `${foreseen.length} objects, ${changing.length} of them new or changed,`;
  return `Apply ${count} to namespace ${[...places].join(', ')} of ${context} (${server})?`;
}

async function applyAndWait(
  foreseen: readonly Foreseen[],
  applying: Applying,
  { manager, force, timeoutSeconds }: DeployChoice,
  cluster: Cluster,
  progress: Progress,
  tell: Tell,
  signal: AbortSignal,
): Promise<number> {
  const targets = foreseen.map(({ target }) => target);
  try {
    await applyAll(foreseen, { manager, force }, cluster, applying, progress);
    if (timeoutSeconds !== undefined) await waitForRollout(targets, cluster, { timeoutSeconds, signal }, progress);
    await progress.end();
    return EXIT.ok;
  } catch (error) {
    if (signal.aborted || !isFailure(error)) throw error;
    await tell(`${failureText(error, applying, cluster)}\n`);
    if (error instanceof UnreachableError && applying.current)
      await tell(`whether ${applying.current.name} was applied is not known: look at it before the next try\n`);
    const whole = await undo(applying.changes, manager, cluster, progress);
    const changed = applying.changes.some(({ outcome }) => outcome !== 'unchanged');
    await tell(
      whole
        ? changed
          ? 'everything that was applied is undone\n'
          : 'nothing had been changed, so nothing is undone\n'
        : 'not everything could be undone: see above\n',
    );
    return error instanceof UnreachableError ? EXIT.unreachable : EXIT.findings;
  }
}

type Failure = RefusedError | RolloutError | UnreachableError;
const isFailure = (error: unknown): error is Failure =>
  error instanceof RefusedError || error instanceof RolloutError || error instanceof UnreachableError;

function failureText(error: Failure, { current }: Applying, cluster: Cluster): string {
  if (error instanceof RolloutError) return error.message;
  if (error instanceof UnreachableError) return unreachableText(error, cluster).trimEnd();
  return `the API server refused an object:\n${refusalsText([{ name: current?.name ?? cluster.server, error }]).trimEnd()}`;
}

const unreachableText = ({ message }: UnreachableError, { context, server }: Cluster): string =>
  `cannot reach ${server} (context ${context}): ${message}\n  see 'kubectl --context ${context} get --raw /version'\n`;
