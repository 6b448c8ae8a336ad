/** What the deployment may cost, and what it may give up to cost less. */
import { defineCategory, defineHint } from '../define.ts';
import { enabledOrDisabled, oneOf } from '../types/choice.ts';
import { decimal } from '../types/number.ts';

export const cost = defineCategory({
  name: 'cost',
  title: 'Cost',
  doc: 'What the deployment may cost, and what it may give up to cost less.',
  hints: [
    defineHint({
      key: 'cost.spot_instances',
      type: enabledOrDisabled('Spot nodes: cheap, and taken away at short notice', 'On-demand nodes only'),
      doc: 'Whether pods may run on spot nodes. Cannot be had together with more than 99 % availability.',
      example: 'enabled',
      defaults: { trading: 'disabled', reporting: 'enabled' },
    }),
    defineHint({
      key: 'cost.preemptible',
      type: enabledOrDisabled('Preemptible nodes: cheap, and stopped within a day', 'Regular nodes only'),
      doc: "Whether pods may run on preemptible nodes: Google Cloud's word for spot.",
      example: 'disabled',
    }),
    defineHint({
      key: 'cost.priority',
      type: oneOf({
        low: 'Gives way to everything else',
        medium: 'The usual',
        high: 'Pushes lower priorities aside when nodes are full',
        critical: 'Goes before everything else',
      }),
      doc: 'Whose pods are placed first when nodes are scarce.',
      example: 'low',
      defaults: { trading: 'critical', analytics: 'medium', reporting: 'low', realtime: 'high' },
    }),
    defineHint({
      key: 'cost.max_hourly_cost',
      type: decimal({ min: 0, max: 1_000_000, unit: 'dollars', above: true }),
      doc: 'Most that the deployment may cost in an hour, at its upper bound of pods.',
      example: '2.40',
    }),
    defineHint({
      key: 'cost.budget_alert_threshold',
      type: decimal({ min: 0, max: 100, unit: 'percent', above: true }),
      doc: 'Share of `cost.max_hourly_cost` at which an alert is raised.',
      example: '80',
    }),
  ],
});
