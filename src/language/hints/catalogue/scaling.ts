/** How many pods run, and what makes their number change. */
import { defineCategory, defineHint } from '../define.ts';
import { enabledOrDisabled, oneOf } from '../types/choice.ts';
import { cron } from '../types/cron.ts';
import { decimal, integer } from '../types/number.ts';
import { formed, metricName } from '../types/text.ts';

const conditionName = /^[a-z][a-z0-9_]*$/;
const condition = {
  form: conditionName,
  description: 'the name of a condition (lower-case letters, digits and _)',
  example: 'market_hours',
};
const fewestPods = integer({ min: 0, max: 1000, unit: 'pods' });
const mostPods = integer({ min: 1, max: 1000, unit: 'pods' });

export const scaling = defineCategory({
  name: 'scaling',
  title: 'Scaling',
  doc: 'How many pods run at least and at most, and what makes the autoscaler add or remove some.',
  hints: [
    defineHint({
      key: 'scaling.min_replicas',
      type: fewestPods,
      doc: 'Lower bound of the autoscaler. 0 needs `scaling.scale_to_zero=enabled`.',
      example: '2',
      defaults: { trading: '2', analytics: '1', reporting: '0', realtime: '2' },
    }),
    defineHint({
      key: 'scaling.max_replicas',
      type: mostPods,
      doc: 'Upper bound of the autoscaler. More pods than the topic has partitions stand idle.',
      example: '10',
      defaults: { trading: '20', analytics: '8', reporting: '4', realtime: '16' },
    }),
    defineHint({
      key: 'scaling.strategy',
      type: oneOf({
        cpu_based: 'Keeps the CPU use near `scaling.target_cpu_percent`',
        memory_based: 'Adds pods as memory fills up',
        latency_based: 'Adds pods when the latency nears the service level',
        throughput_based: 'Adds pods as the record rate or the lag grows',
        custom: 'Follows `scaling.metric` and `scaling.threshold` alone',
      }),
      doc: 'What the autoscaler looks at first.',
      example: 'memory_based',
      defaults: {
        trading: 'latency_based',
        analytics: 'memory_based',
        reporting: 'cpu_based',
        realtime: 'throughput_based',
      },
    }),
    defineHint({
      key: 'scaling.metric',
      type: metricName,
      doc: 'The Prometheus metric the autoscaler compares with `scaling.threshold`. A short name stands for `ferris_<name>_by_workload`.',
      example: 'pending_queries',
      defaults: { analytics: 'pending_queries' },
    }),
    defineHint({
      key: 'scaling.threshold',
      type: decimal({ min: 0, max: 1_000_000_000, above: true }),
      doc: 'Value of `scaling.metric` per pod above which a pod is added.',
      example: '3',
      defaults: { analytics: '3' },
    }),
    defineHint({
      key: 'scaling.trigger',
      type: oneOf({
        consumer_lag: 'Messages not yet read, against `scaling.lag_threshold`',
        pending_queries: 'Queries waiting, against `scaling.threshold`',
        latency: 'The 95th percentile of the latency, against `sla.latency_p95_ms`',
        throughput: 'Records per second, against `sla.throughput_rps`',
        cpu: 'CPU use, against `scaling.target_cpu_percent`',
        memory: 'Memory use',
      }),
      doc: 'What starts a scaling step.',
      example: 'consumer_lag',
      defaults: { trading: 'consumer_lag', realtime: 'consumer_lag' },
    }),
    defineHint({
      key: 'scaling.lag_threshold',
      type: integer({ min: 1, max: 1_000_000_000, unit: 'messages per pod' }),
      doc: 'Messages a pod may lag behind before another one is added.',
      example: '1000',
      defaults: { trading: '500', realtime: '1000' },
    }),
    defineHint({
      key: 'scaling.target_cpu_percent',
      type: integer({ min: 1, max: 100, unit: 'percent' }),
      doc: 'CPU use, in percent of what is requested, that the autoscaler aims at.',
      example: '60',
      defaults: { trading: '60', reporting: '70' },
    }),
    defineHint({
      key: 'scaling.scale_up_percent',
      type: integer({ min: 1, max: 1000, unit: 'percent' }),
      doc: 'By how much of the running pods one step may grow; 100 doubles them.',
      example: '100',
      defaults: { trading: '100', realtime: '100' },
    }),
    defineHint({
      key: 'scaling.scale_down_percent',
      type: integer({ min: 1, max: 100, unit: 'percent' }),
      doc: 'By how much of the running pods one step may shrink.',
      example: '10',
      defaults: { trading: '10', realtime: '20' },
    }),
    defineHint({
      key: 'scaling.scale_to_zero',
      type: enabledOrDisabled('No pod runs while there is nothing to do', 'At least one pod always runs'),
      doc: 'Whether the last pod may go. The first records after a pause then wait for a pod to start.',
      example: 'enabled',
      defaults: { reporting: 'enabled' },
    }),
    defineHint({
      key: 'scaling.cooldown_seconds',
      type: integer({ min: 0, max: 3600, unit: 'seconds' }),
      doc: 'How long the load must stay low before pods are removed.',
      example: '300',
      defaults: { trading: '300', analytics: '300', realtime: '300' },
    }),
    defineHint({
      key: 'scaling.priority',
      type: oneOf({
        sla_over_cost: 'Keep the service level, whatever it costs',
        cost_over_sla: 'Keep the budget, even if the service level suffers',
        balanced: 'Give way on both sides',
      }),
      doc: 'Which requirement wins where service level and cost contradict each other.',
      example: 'sla_over_cost',
    }),
    defineHint({
      key: 'scaling.cross_region',
      type: enabledOrDisabled('Pods may be added in any of the regions', 'Each region scales by itself'),
      doc: 'Whether load may move to pods of another region.',
      example: 'enabled',
    }),
    defineHint({
      key: 'scaling.on_circuit_open',
      type: oneOf({
        scale_down: 'Remove pods: what they call is not there',
        hold: 'Keep the number of pods until the circuit closes',
        scale_up: 'Add pods, where more of them relieve what failed',
      }),
      doc: 'What the autoscaler does while the circuit breaker is open.',
      example: 'scale_down',
    }),
    defineHint({
      key: 'scaling.condition',
      type: formed({
        description: 'the name of a condition (lower-case letters, digits and _)',
        placeholder: '<condition>',
        form: conditionName,
        known: [
          { value: 'market_hours', doc: 'while the market is open' },
          { value: 'business_hours', doc: 'while the office is open' },
        ],
        meant: text => text.toLowerCase().replace(/[^a-z0-9_]+/g, '_'),
      }),
      doc: 'The condition under which `scaling.<condition>.…` holds. Another name with bounds and no schedule holds for the rest of the time.',
      example: 'market_hours',
    }),
    defineHint({
      key: 'scaling.<condition>.min_replicas',
      type: fewestPods,
      doc: 'Lower bound of the autoscaler while the condition holds.',
      example: '5',
      placeholder: condition,
    }),
    defineHint({
      key: 'scaling.<condition>.max_replicas',
      type: mostPods,
      doc: 'Upper bound of the autoscaler while the condition holds.',
      example: '20',
      placeholder: condition,
    }),
    defineHint({
      key: 'scaling.<condition>.schedule',
      type: cron,
      doc: 'When the condition holds.',
      example: '0 9-16 * * 1-5',
      placeholder: condition,
    }),
  ],
});
