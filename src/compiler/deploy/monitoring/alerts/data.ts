/** Alerts on what becomes of the records. */
import type { DeploymentSpec } from '../../spec.ts';
import type { Alert } from '../alert.ts';
import { ours } from '../series.ts';
import { titleOf } from '../titles.ts';

/** Share of the records that may fail before it is an emergency. */
const FAILED_SHARE = 0.05;
const LATE_SHARE = 0.01;

export function dataAlerts(spec: DeploymentSpec): readonly Alert[] {
  const rate = (metric: Parameters<typeof ours>[1], range: string) =>
    `sum by (namespace) (rate(${ours(spec, metric)}[${range}]))`;
  const failed = rate('ferris_failed_records_total', '5m');
  const readOf = (range: string) => rate('ferris_records_in_total', range);
  const title = `${titleOf(spec)} workload`;
  return [
    {
      name: 'FailedRecords',
      expression: `${failed} > 0`,
      forSeconds: 0,
      severity: 'warning',
      summary: `${title} could not process some records`,
      description: `${spec.name} fails on {{ $value | humanize }} records/s. Its log names the first of each kind with place and reason; with a dead letter queue they are kept there.`,
    },
    {
      name: 'ErrorRate',
      expression: `${failed} / ${readOf('5m')} > ${FAILED_SHARE}`,
      forSeconds: 300,
      severity: 'critical',
      summary: `${title} fails on more than ${FAILED_SHARE * 100}% of its records`,
      description: `{{ $value | humanizePercentage }} of the records of ${spec.name} fail. That many at once are mostly a changed format or schema of a source.`,
    },
    {
      name: 'LateRows',
      expression: `${rate('ferris_late_rows_total', '10m')} / ${readOf('10m')} > ${LATE_SHARE}`,
      forSeconds: 600,
      severity: 'warning',
      summary: `${title} drops more than ${LATE_SHARE * 100}% of its rows as too late`,
      description: `{{ $value | humanizePercentage }} of the rows of ${spec.name} come after their window has closed. A larger bound of the watermark, or GRACE, waits longer for them.`,
    },
    {
      name: 'NoRowsOut',
      // An hour: queries with windows put rows out when a window closes.
      expression: `sum by (namespace) (increase(${ours(spec, 'ferris_records_in_total')}[1h])) > 0 unless sum by (namespace) (increase(${ours(spec, 'ferris_rows_out_total')}[1h])) > 0`,
      forSeconds: 900,
      severity: 'warning',
      summary: `${title} reads records but puts no rows out`,
      description: `${spec.name} has read {{ $value | humanize }} records in an hour without a single result. A filter that matches nothing, a watermark that stands still, or windows longer than an hour, for which this alert should be silenced.`,
    },
    {
      name: 'WatermarkStalled',
      expression: `max by (namespace) (changes(${ours(spec, 'ferris_watermark_timestamp_seconds')}[15m])) == 0 and ${readOf('15m')} > 0`,
      forSeconds: 300,
      severity: 'warning',
      summary: `${title} reads records but its event time stands still`,
      description: `No window of ${spec.name} can close. One partition without new records holds the others back: see watermark.idle.timeout.`,
    },
    {
      name: 'JobFailed',
      expression: `max by (namespace, job_id) (${ours(spec, 'ferris_job_status', 'status="failed"')}) > 0`,
      forSeconds: 60,
      severity: 'critical',
      summary: `${title}: job {{ $labels.job_id }} has failed`,
      description: `The query {{ $labels.job_id }} of ${spec.name} has stopped and nothing of it was committed since. Its log says why.`,
    },
  ];
}
