/** Specs to manifests that would be accepted: nothing is written unless all of them are. */
import { type CostEstimate, estimateCost } from '../../../src/compiler/deploy/cost/estimate.ts';
import { overridePrices } from '../../../src/compiler/deploy/cost/override-prices.ts';
import { defaultPrices, type Prices } from '../../../src/compiler/deploy/cost/prices.ts';
import { manifestOf } from '../../../src/compiler/deploy/manifest.ts';
import type { KubernetesObject } from '../../../src/compiler/deploy/objects/kubernetes-object.ts';
import type { DeployOptions } from '../../../src/compiler/deploy/options.ts';
import type { DeploymentSpec } from '../../../src/compiler/deploy/spec.ts';
import { type ManifestProblem, manifestProblems } from '../../../src/compiler/deploy/validate.ts';
import type { Io } from '../../io.ts';
import { readSettings } from '../../settings.ts';

export interface Generated {
  readonly spec: DeploymentSpec;
  readonly objects: readonly KubernetesObject[];
  /** Why the API server would refuse them. */
  readonly problems: readonly ManifestProblem[];
  readonly cost: CostEstimate;
}

export const generate = (spec: DeploymentSpec, options: DeployOptions, prices: Prices): Generated => {
  const objects = manifestOf(spec, options);
  return {
    spec,
    objects,
    problems: manifestProblems(objects),
    cost: estimateCost(spec, { cloud: options.cloud, prices }),
  };
};

/** The price lists with what `prices:` of ferris.yaml overrides. Throws FileError for what is wrong there. */
export async function pricesFor(io: Io): Promise<Prices> {
  const settings = await readSettings(io);
  const data = settings?.values.prices;
  if (!settings || data === undefined || data === null) return defaultPrices();
  const { prices, problems } = overridePrices(defaultPrices(), data);
  const [first] = problems;
  if (first) throw settings.error(first.path.at(-1) ?? 'prices', `${first.path.join('.')}: ${first.message}`);
  return prices;
}

/** Problems of manifests in lines for stderr: a defect of the program or of the hints' rules, told with the object and its field. */
export const problemLines = ({ spec, problems }: Generated): string =>
  problems
    .map(({ object, path, message }) => `  ${spec.name}: ${object}${path === '' ? '' : ` ${path}`}: ${message}\n`)
    .join('');
