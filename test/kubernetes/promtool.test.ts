/** The alerts as Prometheus itself takes them: promtool checks the rules, and each alert fires when it should and only then. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { prometheusRule } from '../../src/compiler/deploy/monitoring/alerts.ts';
import type { DeploymentSpec } from '../../src/compiler/deploy/spec.ts';
import { type Scenario, type Series, scenarios, scheduleScenarios } from '../unit/deploy/monitoring/scenarios.ts';
import { PRICES, specs } from '../unit/deploy/monitoring/specs.ts';

/** The program, from the path or where PROMTOOL says. */
function promtool(
  folder: string,
  ...args: readonly string[]
): { readonly status: number | null; readonly text: string } {
  const { error, status, stdout, stderr } = spawnSync(process.env.PROMTOOL ?? 'promtool', args, {
    cwd: folder,
    encoding: 'utf8',
  });
  if (error)
    assert.fail(
      `promtool, which checks the alerts, cannot be run (${error.message}). Install it: 'apt-get install -y --no-install-recommends prometheus' ` +
        "on Debian and Ubuntu, 'brew install prometheus' on macOS; without either take the archive of your system from " +
        'https://prometheus.io/download and put promtool on the PATH, or its place into PROMTOOL.',
    );
  return { status, text: stdout + stderr };
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-promtool-'));
test.after(() => fs.rmSync(folder, { recursive: true }));

/** A file of rules is what a PrometheusRule has as its spec; JSON is YAML. */
function write(name: string, content: unknown): string {
  fs.writeFileSync(path.join(folder, name), JSON.stringify(content, null, 2));
  return name;
}
const rulesFile = (name: string, spec: DeploymentSpec) => write(`${name}.rules.yml`, prometheusRule(spec, PRICES).spec);
const alertsOf = (spec: DeploymentSpec) =>
  prometheusRule(spec, PRICES).spec.groups!.flatMap(({ rules }) => rules!.map(({ alert }) => alert!));

for (const [name, spec] of Object.entries(specs))
  test(`${name}: promtool check rules`, () => {
    const { status, text } = promtool(folder, 'check', 'rules', '--lint=all', '--lint-fatal', rulesFile(name, spec));
    assert.equal(status, 0, text);
    assert.match(text, new RegExp(`${alertsOf(spec).length} rules found`));
  });

const given = (series: Series) => Object.entries(series).map(([name, values]) => ({ series: name, values }));

/** At its time the alert fires so often, and nothing else of the rules where `alone`. */
const expected = (alert: string, { at }: Scenario, series: Series, count: number) => ({
  interval: '1m',
  input_series: given(series),
  promql_expr_test: [
    {
      expr: `count(ALERTS{alertname="${alert}",alertstate="firing"})`,
      eval_time: `${at}m`,
      exp_samples: count === 0 ? [] : [{ labels: '{}', value: count }],
    },
  ],
});

const everything = {
  namespace: 'streams',
  workload: 'trading',
  name: 'ferris-trading',
  pods: ['ferris-trading-7d9c5b8f6-aaaaa', 'ferris-trading-7d9c5b8f6-bbbbb'],
} as const;
const scheduled = { ...everything, workload: 'reporting', name: 'nightly' } as const;

const suites = [
  { spec: specs.everything, prefix: 'Trading', cases: scenarios(everything), all: true },
  { spec: specs.reporting, prefix: 'Reporting', cases: scheduleScenarios(scheduled), all: false },
];

for (const { spec, prefix, cases, all } of suites) {
  const full = (name: string) => (name === 'ClusterCostSpike' ? name : `${prefix}${name}`);
  const rules = rulesFile(`${spec.name}-fires`, spec);

  for (const [name, scenario] of Object.entries(cases))
    test(`${full(name)} fires and falls silent`, () => {
      const file = write(`${full(name)}.test.yml`, {
        rule_files: [rules],
        evaluation_interval: '1m',
        tests: [
          expected(full(name), scenario, scenario.fires, scenario.count ?? 1),
          expected(full(name), scenario, scenario.silent, 0),
        ],
      });
      const { status, text } = promtool(folder, 'test', 'rules', file);
      assert.equal(status, 0, text);
    });

  if (all)
    test('there is a scenario for each alert', () => {
      assert.deepEqual(Object.keys(cases).map(full).sort(), alertsOf(spec).sort());
    });
}

test('every alert of any deployment has a scenario', () => {
  const known = new Set(suites.flatMap(({ cases }) => Object.keys(cases)));
  for (const spec of Object.values(specs))
    for (const alert of alertsOf(spec))
      assert.ok(known.has(alert.replace(/^(Trading|Analytics|Reporting|RealTime|Custom)/, '')), alert);
});

const quiet = (of: number | 'unbounded'): DeploymentSpec => ({
  ...specs.everything,
  source: { ...specs.everything.source, quiet: of },
});

test('NoRowsOut waits for the largest window, also that of pods that have just started', () => {
  const day = 24 * 60;
  const given = (uptime: string, out: string): Series =>
    Object.fromEntries(
      Object.entries({
        ferris_records_in_total: `0+10x${3 * day}`,
        ferris_rows_out_total: out,
        ferris_uptime_seconds: uptime,
      }).map(([name, values]) => [
        `${name}{namespace="streams",workload="trading",pod="ferris-trading-7d9c5b8f6-aaaaa"}`,
        values,
      ]),
    );
  const old = `0+60x${3 * day}`;
  const cases: readonly (readonly [what: string, Series, at: number, count: number])[] = [
    ['a row a day, of windows of a day', given(old, `0x${2 * day} 1x${day}`), 2.5 * day, 0],
    ['two days after the start, nothing', given(old, `0x${3 * day}`), 2 * day + 30, 1],
    ['a day and a half after the start, nothing', given(old, `0x${3 * day}`), 1.5 * day, 0],
    ['pods that were replaced yesterday', given(`0x${2 * day} 0+60x${day}`, `0x${3 * day}`), 2 * day + 30, 0],
  ];
  const file = write('quiet.test.yml', {
    rule_files: [rulesFile('quiet', quiet(day * 60_000))],
    evaluation_interval: '5m',
    tests: cases.map(([, series, at, count]) =>
      expected('TradingNoRowsOut', { at, fires: {}, silent: {} }, series, count),
    ),
  });
  const { status, text } = promtool(folder, 'test', 'rules', file);
  assert.equal(status, 0, text);
});

test('NoRowsOut is not there where windows stay open for as long as they like, or longer than Prometheus remembers', () => {
  for (const open of ['unbounded', 30 * 24 * 3_600_000] as const)
    assert.ok(!alertsOf(quiet(open)).some(alert => alert.endsWith('NoRowsOut')), String(open));
  assert.ok(!alertsOf(specs.reporting).some(alert => alert.endsWith('NoRowsOut')));
});

test('the text of an alert is filled in', () => {
  const { at, fires } = scenarios(everything).LatencySLABreach!;
  const file = write('text.test.yml', {
    rule_files: [rulesFile('text', specs.everything)],
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: given(fires),
        alert_rule_test: [
          {
            eval_time: `${at}m`,
            alertname: 'TradingLatencySLABreach',
            exp_alerts: [
              {
                exp_labels: {
                  severity: 'critical',
                  workload: 'trading',
                  deployment: 'ferris-trading',
                  namespace: 'streams',
                },
                exp_annotations: {
                  summary: 'Trading workload P95 latency exceeds 100ms SLA',
                  description:
                    'From read to written, records of ferris-trading take 101ms in the slowest pod; 100 ms are promised. More pods (scaling.max_replicas) or more CPU (resources.cpu_cores) help while there are partitions to spread.',
                  dashboard: '/d/trading-overview',
                },
              },
            ],
          },
        ],
      },
    ],
  });
  const { status, text } = promtool(folder, 'test', 'rules', file);
  assert.equal(status, 0, text);
});
