/** Where the deployment is watched, and who is told. */
import { defineCategory, defineHint } from '../define.ts';
import { formed, listOf, metricName, secretReference } from '../types/text.ts';

export const monitoring = defineCategory({
  name: 'monitoring',
  title: 'Monitoring and alerting',
  doc: 'Where the deployment is watched, and who is told when something is wrong.',
  hints: [
    defineHint({
      key: 'monitoring.dashboard',
      type: formed({
        description: "a Grafana dashboard's id (up to 40 letters, digits, - and _)",
        placeholder: '<grafana_dashboard_id>',
        form: /^[A-Za-z0-9_-]{1,40}$/,
      }),
      doc: 'The Grafana dashboard that alerts link to.',
      example: 'trading-overview',
    }),
    defineHint({
      key: 'monitoring.alert_channel',
      type: formed({
        description: 'a Slack channel such as #trading-alerts (lower case, without spaces)',
        placeholder: '<slack_channel>',
        form: /^#?[^\s#A-Z,]{1,80}$/,
        meant: text => text.toLowerCase().replace(/\s+/g, '-'),
      }),
      doc: 'The Slack channel that alerts go to.',
      example: '#trading-alerts',
    }),
    defineHint({
      key: 'monitoring.pager_duty_key',
      type: secretReference,
      doc: 'The Secret with the PagerDuty integration key, as NAME or NAME/KEY. Never the key itself: a file is read by many.',
      example: 'pagerduty/routing-key',
    }),
    defineHint({
      key: 'monitoring.custom_metrics',
      type: listOf(metricName, 'a comma-separated list of Prometheus metric names'),
      doc: 'Further metrics of the query to put on its dashboard.',
      example: 'orders_total,order_value_sum',
    }),
  ],
});
