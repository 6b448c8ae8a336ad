/** ferris/cost: what the deployments of a document cost, and what would make them cheaper. */
import { cheaperWays } from '../../src/compiler/deploy/cost/cheaper.ts';
import { estimateCost } from '../../src/compiler/deploy/cost/estimate.ts';
import { costLine, costSummary } from '../../src/compiler/deploy/cost/text.ts';
import { isRight } from '../../src/compiler/deploy/hover/hint.ts';
import { DEFAULT_OPTIONS } from '../../src/compiler/deploy/options.ts';
import { deploymentsIn, pricesIn } from '../deployments.ts';
import type { Method } from '../method.ts';
import { COST_REQUEST, type CostEntry, type CostParams, type CostResult, type MoneyRange } from '../protocol.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

export const costMethod: Method = {
  start({ connection, ask }) {
    connection.onRequest(COST_REQUEST, (params: CostParams) =>
      ask(params.textDocument.uri, { version: 0, deployments: [] }, snapshot => cost(snapshot, params)),
    );
  },
};

function cost(snapshot: Snapshot, { statement, cloud = DEFAULT_OPTIONS.cloud }: CostParams): CostResult {
  const { specs, places, statements } = deploymentsIn(snapshot, statement);
  const request = { cloud, prices: pricesIn(snapshot) };
  const deployments = specs.flatMap((spec, i): CostEntry[] => {
    // A wrong value has no price.
    if (!spec.hints.every(isRight)) return [];
    const estimate = estimateCost(spec, request);
    const { total, pods, spot, node, overBudget } = estimate;
    return [
      {
        name: spec.name,
        statements: statements[i]!,
        range: toRange(snapshot, places[i]!),
        line: costLine(estimate),
        hourly: rounded(total.hourly),
        monthly: rounded(total.monthly),
        pods,
        spot,
        ...(node ? { node: { type: node.type, podsPerNode: node.podsPerNode, hourly: node.hourly } } : {}),
        savings: cheaperWays(spec, estimate, request).map(({ what, monthly }) => ({ what, monthly: cents(monthly) })),
        ...(overBudget ? { overBudget } : {}),
        markdown: costSummary(estimate),
      },
    ];
  });
  return { version: snapshot.version, deployments };
}

const rounded = ({ min, max }: MoneyRange): MoneyRange => ({ min: cents(min), max: cents(max) });

/** To a hundredth of a cent. */
const cents = (dollars: number): number => Number(dollars.toFixed(4));
