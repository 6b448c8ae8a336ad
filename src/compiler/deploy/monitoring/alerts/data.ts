/** Alerts on what becomes of the records. */
import type { DeploymentSpec } from '../../spec.ts';
import type { Alert } from '../alert.ts';
import { ours } from '../series.ts';
import { titleOf } from '../titles.ts';

/** Share of the records that may fail before it is an emergency. */
const FAILED_SHARE = 0.05;
const LATE_SHARE = 0.01;
const HOUR_MS = 3_600_000;
/** Half of what Prometheus keeps by default: of more it cannot tell whether there was nothing. */
const MOST_HOURS = 168;

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
    ...noRowsOut(spec, title),
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

/** None where nothing is wrong about it: a session that goes on, a pattern that does not come, a run that puts everything out at its end. */
function noRowsOut(spec: DeploymentSpec, title: string): Alert[] {
  const { quiet = 0 } = spec.source;
  if (quiet === 'unbounded' || spec.schedule !== undefined) return [];
  // A window that is nearly full when the pods start closes a moment after the next one has.
  const hours = Math.max(1, Math.ceil((2 * quiet) / HOUR_MS));
  if (hours > MOST_HOURS) return [];
  const growth = (metric: Parameters<typeof ours>[1]) =>
    `sum by (namespace) (increase(${ours(spec, metric)}[${hours}h])) > 0`;
  const old = `max by (namespace) (${ours(spec, 'ferris_uptime_seconds')}) > ${hours * 3600}`;
  return [
    {
      name: 'NoRowsOut',
      // Pods that have not been there for so long may have their first windows open.
      expression: `(${growth('ferris_records_in_total')} unless ${growth('ferris_rows_out_total')}) and ${old}`,
      forSeconds: 900,
      severity: 'warning',
      summary: `${title} reads records but puts no rows out`,
      description: `${spec.name} has read {{ $value | humanize }} records in ${hours === 1 ? 'an hour' : `${hours} hours`} without a single result. A filter that matches nothing, or a watermark that stands still.`,
    },
  ];
}
