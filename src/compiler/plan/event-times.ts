/** The event times that a query goes by. */
import { type EventTime, inputsOf, type Plan, type PlanNode } from './plan.ts';

export const eventTimesOf = ({ queries }: Plan): readonly EventTime[] => queries.flatMap(({ root }) => within(root));

const within = (node: PlanNode): readonly EventTime[] => [
  ...(node.node === 'event-time' ? [node.time] : []),
  ...inputsOf(node).flatMap(within),
];
