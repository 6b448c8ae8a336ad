/** What an alert is before it is a rule of Prometheus. */

export interface Alert {
  /** Put behind the workload: `LatencySLABreach` of `TradingLatencySLABreach`; `cluster` alerts stand for themselves. */
  readonly name: string;
  /** PromQL that gives a series for each thing that is wrong. Keeps the label `namespace`, by which Alertmanager's routes select. */
  readonly expression: string;
  /** How long it must be so, in seconds. */
  readonly forSeconds: number;
  readonly severity: 'critical' | 'warning';
  /** Without a full stop; may use Prometheus' templates. */
  readonly summary: string;
  /** What it means and what to do. */
  readonly description: string;
  /** About everything in the cluster, not this deployment: each deployment's rules say it in the same words, so it is one alert. */
  readonly cluster?: true;
}
