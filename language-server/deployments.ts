/** The deployments of a document, for the methods that tell of them: worked out once for each snapshot. */
import { specFindings } from '../src/compiler/deploy/check-spec.ts';
import { type CostEstimate, estimateCost } from '../src/compiler/deploy/cost/estimate.ts';
import { overridePrices } from '../src/compiler/deploy/cost/override-prices.ts';
import { defaultPrices, type Prices } from '../src/compiler/deploy/cost/prices.ts';
import { type Deployments, deploymentsOf } from '../src/compiler/deploy/deployments.ts';
import type { OutsideHints } from '../src/compiler/deploy/effective-hints.ts';
import { isRight } from '../src/compiler/deploy/hover/hint.ts';
import { type Cloud, DEFAULT_OPTIONS } from '../src/compiler/deploy/options.ts';
import { settingHints } from '../src/compiler/deploy/setting-hints.ts';
import type { DeploymentSpec } from '../src/compiler/deploy/spec.ts';
import type { Diagnostic } from '../src/language/text/diagnostic.ts';
import type { Snapshot } from './snapshot.ts';

const known = new WeakMap<Snapshot, Map<number | undefined, Deployments>>();

/** @param statement only the one that runs it, by its index; undefined: all */
export function deploymentsIn(snapshot: Snapshot, statement?: number): Deployments {
  const ofSnapshot = known.get(snapshot) ?? new Map<number | undefined, Deployments>();
  known.set(snapshot, ofSnapshot);
  const before = ofSnapshot.get(statement);
  if (before) return before;
  const { text, analysis, document } = snapshot;
  const request = { file: fileName(document.uri), text, analysis, outside: outsideOf(snapshot) };
  const deployments = deploymentsOf(statement === undefined ? request : { ...request, statement });
  ofSnapshot.set(statement, deployments);
  return deployments;
}

const outsides = new WeakMap<object, OutsideHints>();

/** What the ferris.yaml above the document says; what is wrong in it is left out. */
export function outsideOf({ project, document }: Snapshot): OutsideHints {
  const { values } = project.settings.of(document.uri);
  const outside = outsides.get(values) ?? { settings: settingHints(values.deploy).hints };
  outsides.set(values, outside);
  return outside;
}

const priceLists = new WeakMap<object, Prices>();

/** The price lists with what the ferris.yaml above the document overrides. */
export function pricesIn({ project, document }: Snapshot): Prices {
  const { values } = project.settings.of(document.uri);
  if (values.prices === undefined || values.prices === null) return defaultPrices();
  const prices = priceLists.get(values) ?? overridePrices(defaultPrices(), values.prices).prices;
  priceLists.set(values, prices);
  return prices;
}

/** What a deployment of the document costs: by the same prices wherever it is told. */
export const costIn = (snapshot: Snapshot, spec: DeploymentSpec, cloud: Cloud = DEFAULT_OPTIONS.cloud): CostEstimate =>
  estimateCost(spec, { cloud, prices: pricesIn(snapshot) });

/** What the hints of a document amount to and should not: over the budget, pods that stand idle, state that can be lost. */
export function deploymentFindings(snapshot: Snapshot): readonly Diagnostic[] {
  if (snapshot.analysis.pieces.every(({ hintBlocks }) => hintBlocks.length === 0)) return [];
  const { specs, places, findings } = deploymentsIn(snapshot);
  const ofSpecs = specs.flatMap((spec, i) =>
    // What a wrong value amounts to is not worth telling: that it is wrong is told.
    spec.hints.every(isRight) ? specFindings(spec, costIn(snapshot, spec), places[i]!) : [],
  );
  return [...findings, ...ofSpecs];
}

/** Of a URI, as a person reads it. */
export const fileName = (uri: string): string =>
  decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1).replaceAll(/%(?![0-9a-f]{2})/gi, '%25'));
