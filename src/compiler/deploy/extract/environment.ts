/** Environment variables of the container as hints. */
import { MAX_DISK, RESET_STATE } from '../container-contract.ts';
import { inside, listAt, textAt } from './json.ts';
import { hintOf, type ReadHint, type Said, type Unsaid } from './said.ts';
import type { FoundWorkload } from './workloads.ts';

const HINTS: Readonly<Record<string, string>> = {
  FERRIS_WORKLOAD_TYPE: 'workload',
  FERRIS_CONSUMER_GROUP: 'kafka.consumer_group',
  KAFKA_CONSUMER_GROUP: 'kafka.consumer_group',
  FERRIS_LOG_LEVEL: 'container.log_level',
  FERRIS_REGION: 'regions.primary',
  KAFKA_BROKERS: 'kafka.brokers',
  KAFKA_BOOTSTRAP_SERVERS: 'kafka.brokers',
  SCHEMA_REGISTRY_URL: 'kafka.schema_registry',
};

/** What the container has whatever the hints say. */
const ITS_OWN = [
  'FERRIS_WORKLOAD_CONFIG',
  'FERRIS_STATE_DIR',
  MAX_DISK,
  RESET_STATE,
  'NODE_OPTIONS',
  'HOSTNAME',
  'POD_NAMESPACE',
];

export function environmentHints({ container }: FoundWorkload): Said {
  const hints: ReadHint[] = [];
  const unsaid: Unsaid[] = [];
  for (const variable of listAt(container, 'env')) {
    const name = textAt(variable, 'name') ?? '';
    const value = textAt(variable, 'value');
    const key = HINTS[name];
    if (ITS_OWN.includes(name)) continue;
    const secret = textAt(variable, 'valueFrom', 'secretKeyRef', 'name');
    if (secret !== undefined)
      unsaid.push(`variable ${name} from Secret '${secret}': container.env_from takes all entries of a Secret`);
    else if (inside(variable, 'valueFrom') !== undefined) unsaid.push(`variable ${name}, taken from elsewhere`);
    else if (key !== undefined) hints.push(...hintOf(key, key === 'workload' ? value?.toLowerCase() : value));
    else unsaid.push(`variable ${name}: put it into a Secret that container.env_from names`);
  }
  return { hints, unsaid };
}
