/** Specs to manifests that would be accepted: nothing is written unless all of them are. */
import { specFindings } from '../../../src/compiler/deploy/check-spec.ts';
import { type CostEstimate, estimateCost } from '../../../src/compiler/deploy/cost/estimate.ts';
import { overridePrices } from '../../../src/compiler/deploy/cost/override-prices.ts';
import { defaultPrices, type Prices } from '../../../src/compiler/deploy/cost/prices.ts';
import { type LaidOut, laidOut } from '../../../src/compiler/deploy/layouts/layout.ts';
import type { DeployOptions } from '../../../src/compiler/deploy/options.ts';
import type { DeploymentSpec } from '../../../src/compiler/deploy/spec.ts';
import { type ManifestProblem, manifestProblems } from '../../../src/compiler/deploy/validate.ts';
import { withoutIgnored } from '../../../src/language/rules/ignore.ts';
import type { Diagnostic } from '../../../src/language/text/diagnostic.ts';
import type { Span } from '../../../src/language/text/span.ts';
import { UsageError } from '../../arguments.ts';
import type { Io } from '../../io.ts';
import { readSettings } from '../../settings.ts';
import type { LoadedFile } from './load.ts';

export interface Generated extends LaidOut {
  /** Why the API server would refuse them. */
  readonly problems: readonly ManifestProblem[];
  readonly cost: CostEstimate;
  /** What contradicts between the query, its hints and the price. */
  readonly findings: readonly Diagnostic[];
}

/** @param place where the deployment's first statement stands */
export function generate(spec: DeploymentSpec, place: Span, options: DeployOptions, prices: Prices): Generated {
  const laid = laidOut(spec, { ...options, prices: prices[options.cloud].unit });
  const cost = estimateCost(spec, { cloud: options.cloud, prices });
  return { ...laid, problems: problemsOf(laid), cost, findings: specFindings(spec, cost, place) };
}

/** What is wrong everywhere is told once; else what is wrong in a region. */
function problemsOf({ objects, regions }: LaidOut): readonly ManifestProblem[] {
  const everywhere = manifestProblems(objects);
  if (everywhere.length > 0) return everywhere;
  return regions.flatMap(({ region, objects: there }) =>
    manifestProblems(there).map(problem => ({ ...problem, object: `${problem.object} in ${region}` })),
  );
}

/** Of all deployments of a file, none where it has errors; its own findings and theirs, in the order of the text. Throws UsageError. */
export function generateAll(file: LoadedFile, options: DeployOptions, prices: Prices): GeneratedFile {
  if (hasErrors(file.findings)) return { generated: [], findings: file.findings };
  for (const spec of file.specs)
    if (options.autoscaler === 'hpa' && spec.scaling.scaleToZero && spec.schedule === undefined)
      throw new UsageError(
        `--autoscaler hpa: ${spec.name} asks for scaling.scale_to_zero, and a HorizontalPodAutoscaler keeps one pod`,
        'leave it to --autoscaler auto, which takes KEDA here, or set scaling.scale_to_zero=disabled and scaling.min_replicas=1',
      );
  const generated = file.specs.map((spec, i) => generate(spec, file.places[i]!, options, prices));
  const ofSpecs = withoutIgnored(
    generated.flatMap(one => one.findings),
    file.pieces,
  );
  const findings = [...file.findings, ...ofSpecs];
  return { generated, findings: findings.toSorted((a, b) => a.span.start - b.span.start) };
}

export interface GeneratedFile {
  readonly generated: readonly Generated[];
  readonly findings: readonly Diagnostic[];
}

export const hasErrors = (findings: readonly Diagnostic[]): boolean => findings.some(one => one.severity === 'error');

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
