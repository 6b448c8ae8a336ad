/** ferris/deployment: the Kubernetes objects that a document, or one statement of it, becomes. */
import { specFindings } from '../../src/compiler/deploy/check-spec.ts';
import { costLine } from '../../src/compiler/deploy/cost/text.ts';
import type { Deployments } from '../../src/compiler/deploy/deployments.ts';
import { isRight } from '../../src/compiler/deploy/hover/hint.ts';
import { manifestOf, manifestOfAll } from '../../src/compiler/deploy/manifest.ts';
import { DEFAULT_OPTIONS, type DeployOptions } from '../../src/compiler/deploy/options.ts';
import { summaryOf } from '../../src/compiler/deploy/summary.ts';
import { manifestYaml } from '../../src/compiler/deploy/yaml.ts';
import type { Diagnostic } from '../../src/language/text/diagnostic.ts';
import { costIn, deploymentsIn, pricesIn } from '../deployments.ts';
import type { Method } from '../method.ts';
import {
  DEPLOYMENT_REQUEST,
  type DeploymentEntry,
  type DeploymentParams,
  type DeploymentProblem,
  type DeploymentResult,
} from '../protocol.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

export const deploymentMethod: Method = {
  start({ connection, ask }) {
    connection.onRequest(DEPLOYMENT_REQUEST, (params: DeploymentParams) =>
      ask(params.textDocument.uri, NONE, snapshot => deployment(snapshot, params)),
    );
  },
};

const NONE: DeploymentResult = { version: 0, deployments: [], problems: [], yaml: '' };

function deployment(snapshot: Snapshot, params: DeploymentParams): DeploymentResult {
  const { cloud, k8sVersion, autoscaler } = { ...DEFAULT_OPTIONS, ...params };
  const prices = pricesIn(snapshot);
  // Alerts and dashboards count with the same prices.
  const options: DeployOptions = { ...DEFAULT_OPTIONS, cloud, k8sVersion, autoscaler, prices: prices[cloud].unit };
  const found = deploymentsIn(snapshot, params.statement);
  const problems = problemsOf(snapshot, found, options, params.statement);
  const broken = problems.some(({ severity }) => severity === 'error');
  return {
    version: snapshot.version,
    deployments: found.specs.flatMap((spec, i): DeploymentEntry[] => {
      // Of a wrong value the problems tell.
      if (!spec.hints.every(isRight)) return [];
      const { workload, promises, scaling, resources, nodes } = summaryOf(spec);
      return [
        {
          name: spec.name,
          statements: found.statements[i]!,
          range: toRange(snapshot, found.places[i]!),
          summary: {
            workload,
            promises,
            scaling,
            resources,
            ...(nodes === undefined ? {} : { nodes }),
            cost: costLine(costIn(snapshot, spec, cloud)),
          },
          objects: broken
            ? []
            : manifestOf(spec, options).map(object => ({
                kind: object.kind,
                name: object.metadata?.name ?? '',
                yaml: manifestYaml([object]),
              })),
        },
      ];
    }),
    problems,
    yaml: broken ? '' : manifestYaml(manifestOfAll(found.specs, options)),
  };
}

/** Those of the text, of the hints and of what they amount to. Of one statement those alone that stand in it or speak of it. */
function problemsOf(
  snapshot: Snapshot,
  { specs, places, findings }: Deployments,
  options: DeployOptions,
  statement: number | undefined,
): readonly DeploymentProblem[] {
  const piece = statement === undefined ? undefined : snapshot.analysis.statements[statement]?.piece.span;
  const ofText = snapshot.analysis.diagnostics.filter(
    ({ span }) => !piece || (piece.start <= span.start && span.end <= piece.end),
  );
  const ofSpecs = specs.flatMap((spec, i) => specFindings(spec, costIn(snapshot, spec, options.cloud), places[i]!));
  return [...ofText, ...findings, ...ofSpecs]
    .toSorted((a, b) => a.span.start - b.span.start)
    .flatMap(one => problem(snapshot, one));
}

const problem = (snapshot: Snapshot, { severity, rule, message, help, span }: Diagnostic): DeploymentProblem[] =>
  severity === 'error' || severity === 'warning'
    ? [{ severity, rule, message, ...(help === undefined ? {} : { help }), range: toRange(snapshot, span) }]
    : [];
