/** docs/reference/metrics.md */
import { EXTERNAL_METRICS } from '../../src/compiler/deploy/monitoring/external-metrics.ts';
import { metrics } from '../../src/compiler/plan/metrics.ts';
import { code, page, table } from './markdown.ts';

export const metricsPage = (): string =>
  page('Metrics', [
    'What a running job serves at `/metrics`. Autoscalers, alerts and dashboards use these names, those of the cluster below, and what `monitoring.custom_metrics` adds to a dashboard.',
    table(
      ['metric', 'type', 'unit', 'labels', 'what it is'],
      metrics.map(({ name, type, unit, labels, doc }) => [
        code(name),
        type,
        unit === '1' ? '' : unit,
        labels.map(code).join(', '),
        doc,
      ]),
    ),
    '## Of the cluster\n\nAlerts and dashboards also ask for these.',
    table(
      ['metric', 'who emits it'],
      Object.entries(EXTERNAL_METRICS).map(([name, emitter]) => [code(name), emitter]),
    ),
  ]);
