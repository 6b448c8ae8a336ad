/** A graph as a person reads it: stage by stage, what stands in each, and where rows come to it from. */
import type { GraphOperator, GraphStage, PlanGraph } from './graph-parts.ts';

/** Ends with a line break; empty for an empty graph. */
export function graphText(graph: PlanGraph): string {
  const numbers = new Map(graph.operators.map(({ id }, i) => [id, i + 1]));
  const operators = new Map(graph.operators.map(one => [one.id, one]));
  const edges = Map.groupBy(graph.edges, edge => edge.to);
  const lines = graph.stages.flatMap((stage, i) => [
    `${i > 0 ? '\n' : ''}stage ${i + 1}${stageText(stage)}`,
    ...stage.operators.flatMap((id, at) => {
      const operator = operators.get(id)!;
      const comesFrom = (edges.get(id) ?? [])
        .filter(edge => edge.kind === 'repartition' || edge.from !== stage.operators[at - 1])
        .map(({ from, kind, key }) => {
          const how = kind === 'forward' ? '' : key?.length ? `, sent by ${key.join(', ')}` : ', all in one place';
          return `rows of ${numbers.get(from)}${how}`;
        });
      return [
        `  ${numbers.get(id)}. ${operator.title}`,
        ...[...comesFrom, ...about(operator)].map(one => `       ${one}`),
      ];
    }),
  ]);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

const stageText = ({ key, partitions }: GraphStage): string => {
  const parts = [
    ...(key.length > 0 ? [`by ${key.join(', ')}`] : []),
    ...(partitions === undefined ? [] : [`${partitions} partitions`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
};

const about = ({ details, state }: GraphOperator): readonly string[] => [
  ...details,
  ...(state === undefined ? [] : [`state: ${state}`]),
];
