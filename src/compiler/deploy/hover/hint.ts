/** What a hint amounts to: the value that holds and where it came from, what it changes, the deployment and its price. */
import type { Analysis } from '../../../language/analyze.ts';
import { attachHints } from '../../../language/hints/attach.ts';
import { findHint } from '../../../language/hints/catalogue.ts';
import type { HintLine } from '../../../language/text/scan.ts';
import { estimateCost } from '../cost/estimate.ts';
import { defaultPrices, type Prices } from '../cost/prices.ts';
import { costLine, costSummary } from '../cost/text.ts';
import type { Deployments } from '../deployments.ts';
import type { EffectiveHint } from '../effective-hints.ts';
import { manifestOf } from '../manifest.ts';
import { DEFAULT_OPTIONS } from '../options.ts';
import type { DeploymentSpec } from '../spec.ts';
import { summaryOf } from '../summary.ts';
import { type Change, changesBy } from './changes.ts';
import { remembered } from './remembered.ts';

/** Most deployments that one hover tells of: a file's hints hold for all of its statements. */
const MOST = 3;
/** Most fields of objects that one hover lists. */
const MOST_CHANGES = 6;

/** The deployment that runs a statement. */
export type DeploymentsOf = (statement: number) => Deployments;

/**
 * @param offset within a hint
 * @returns undefined where no hint stands, or its statements or hints have errors
 */
export function describeHint(
  analysis: Analysis,
  deployments: DeploymentsOf,
  offset: number,
  prices = defaultPrices(),
): string | undefined {
  const { scopes, file } = attachHints(analysis.pieces);
  const isHere = ({ span }: HintLine) => span.start <= offset && offset <= span.end;
  const indices = new Map(analysis.statements.map(({ piece, index }) => [piece, index]));
  const specs: DeploymentSpec[] = [];
  const told = new Set<number>();
  let here: HintLine | undefined;
  for (const scope of scopes) {
    const hint = [...scope.effective.values()].find(isHere) ?? scope.own.find(isHere);
    const statement = scope.piece && indices.get(scope.piece);
    if (!hint || statement === undefined || told.has(statement) || specs.length > MOST) continue;
    here = hint;
    const { specs: found, statements } = deployments(statement);
    for (const index of statements.flat()) told.add(index);
    specs.push(...found.filter(({ hints }) => hints.every(isRight)));
  }
  if (!here || specs.length === 0) return undefined;
  const hint = here;
  const general = file.findLast(({ key, value }) => key === hint.key && value);
  return remembered(prices, ['hint', hint, general, specs], () => pageOf(hint, general, specs, prices));
}

/** @param general the file's own hint of that key */
function pageOf(
  here: HintLine,
  general: HintLine | undefined,
  specs: readonly DeploymentSpec[],
  prices: Prices,
): string {
  const { key } = here;
  const [spec] = specs;
  const alone = specs.length === 1 && spec ? spec : undefined;
  const whole = key === 'workload' || key.startsWith('cost.');
  const parts = [
    ...(alone ? [effectText(alone, here, general), changesText(alone, key)] : []),
    ...specs.slice(0, MOST).map(one => specText(one, whole && alone !== undefined, prices)),
    specs.length > MOST ? '… and more deployments.' : undefined,
  ];
  return parts.filter(part => part !== undefined).join('\n\n');
}

/** A wrong value, or a variable without a default, has no deployment to tell of. */
export const isRight = ({ key, value }: EffectiveHint): boolean => findHint(key)?.entry.type.check(value).ok === true;

const FROM: Readonly<Record<EffectiveHint['origin'], string>> = {
  default: 'the default',
  'workload default': 'the default of the workload',
  'ferris.yaml': 'ferris.yaml',
  file: "the file's hints",
  statement: "the statement's hints",
  environment: 'the environment',
  flag: 'the command line',
};

/** Where the value that holds came from; of the workload which defaults it sets. */
function effectText({ hints }: DeploymentSpec, here: HintLine, general: HintLine | undefined): string | undefined {
  const hint = hints.find(({ key }) => key === here.key);
  if (!hint) return undefined;
  const ofFile = hint.origin === 'statement' && general ? [{ value: general.value, origin: 'file' as const }] : [];
  const over = [...ofFile, ...hint.overruled].map(({ value, origin }) => `\`${value}\` of ${FROM[origin]}`);
  const isThis = hint.span?.start === here.span.start;
  const holds = `Holds: \`${hint.value}\`, from ${isThis ? 'here' : FROM[hint.origin]}${over.length > 0 ? `; it overrules ${over.join(', ')}` : ''}.`;
  if (here.key !== 'workload') return holds;
  const set = hints
    .filter(({ origin }) => origin === 'workload default')
    .map(({ key, value }) => `\`${key}=${value}\``);
  return set.length === 0 ? holds : `${holds} It sets ${set.join(', ')}.`;
}

function changesText(spec: DeploymentSpec, key: string): string | undefined {
  if (key === 'workload') return undefined;
  const changes = changesBy(spec, key, DEFAULT_OPTIONS);
  if (changes.length === 0) return undefined;
  const lines = changes.slice(0, MOST_CHANGES).map(changeText);
  const more = changes.length > MOST_CHANGES ? [`- … and ${changes.length - MOST_CHANGES} more fields`] : [];
  return ['Changes in the manifests:', ...lines, ...more].join('\n');
}

const changeText = ({ kind, path, before, after }: Change): string => {
  const field = `- ${kind} \`${path.replace(UNDERSTOOD, '')}\``;
  if (after === undefined) return `${field}: without ${short(before ?? '')}`;
  return before === undefined ? `${field}: ${short(after)}` : `${field}: ${short(before)} → ${short(after)}`;
};

/** Where pods are described: everyone's fields stand in there. */
const UNDERSTOOD =
  /^spec\.(jobTemplate\.spec\.)?template\.spec\.(affinity\.nodeAffinity\.(required|preferred)DuringSchedulingIgnoredDuringExecution\.(nodeSelectorTerms\[0\]\.)?)?/;

const short = (json: string): string => `\`${json.length > 60 ? `${json.slice(0, 59)}…` : json}\``;

/** @param whole with the sums and the objects */
function specText(spec: DeploymentSpec, whole: boolean, prices: Prices): string {
  const lines = specLines(spec);
  const cost = estimateCost(spec, { cloud: DEFAULT_OPTIONS.cloud, prices });
  if (!whole) return `${lines}\n- ${costLine(cost)}`;
  const kinds = [...new Set(manifestOf(spec, DEFAULT_OPTIONS).map(({ kind }) => kind))];
  return `${lines}\n\n${costSummary(cost)}\n\nObjects: ${kinds.join(', ')}`;
}

/** A deployment in a few lines. */
export function specLines(spec: DeploymentSpec): string {
  const { workload, promises, scaling, resources, nodes } = summaryOf(spec);
  return [
    `**${spec.name}** (${workload})`,
    `- ${scaling}`,
    `- ${resources}${nodes === undefined ? '' : `; nodes: ${nodes}`}`,
    ...(promises.length === 0 ? [] : [`- ${promises.join(', ')}`]),
  ].join('\n');
}
