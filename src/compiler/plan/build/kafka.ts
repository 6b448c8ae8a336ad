/** What the WITH (…) of a plan's statements says of the connection to Kafka's brokers. */
import type { Analysis } from '../../../language/analyze.ts';
import { kafkaClient } from '../../../language/properties/catalogue/kafka-client.ts';
import { kafkaOauth } from '../../../language/properties/catalogue/kafka-oauth.ts';
import { kafkaSecurity } from '../../../language/properties/catalogue/kafka-security.ts';
import { holdsSecret } from '../../../language/properties/literal-secret.ts';
import { saidOf } from '../../../language/properties/said.ts';
import { secret } from '../../../language/properties/types/text.ts';
import { inputsOf, type PlanNode, type PlanQuery } from '../plan.ts';

/** One setting of the connection, as written: variables are filled in where the plan runs. */
export interface ConnectionSetting {
  /** Kafka's name: `security.protocol`. */
  readonly key: string;
  readonly value: string;
  /** The relation it is given for; empty: what its statement reads and writes. */
  readonly of: string;
  /** Where a configuration file says it: `configs/orders.yaml:12`; absent: in WITH. */
  readonly from?: string;
}

const OBEYED = [kafkaClient, kafkaSecurity, kafkaOauth].flatMap(({ properties }) =>
  properties.filter(({ runs }) => runs),
);

/** Of the statements that the queries are, and of those that declare what they read. */
export function connectionSettings(analysis: Analysis, queries: readonly PlanQuery[]): readonly ConnectionSetting[] {
  const statements = new Set(queries.map(({ statement }) => statement));
  const topics = new Set(queries.flatMap(({ root }) => [...topicsOf(root)]));
  const settings: ConnectionSetting[] = [];
  for (const statement of analysis.statements) {
    const { index, bound } = statement;
    const created = bound?.kind === 'source' && topics.has(bound.relation.topic) ? bound.relation.name : undefined;
    if (created === undefined && !statements.has(index)) continue;
    // A secret in the text is an error, and no plan holds one.
    for (const { key, type } of OBEYED)
      for (const { of, text, from } of saidOf(statement, key))
        if (type !== secret || !holdsSecret(key, text))
          settings.push({ key, value: text, of: of || (created ?? ''), ...(from === undefined ? {} : { from }) });
  }
  return settings;
}

function* topicsOf(node: PlanNode): Generator<string> {
  if (node.node === 'scan') yield node.topic;
  for (const input of inputsOf(node)) yield* topicsOf(input);
}
