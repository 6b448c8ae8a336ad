/** A deployment's Grafana dashboard, in a ConfigMap that Grafana's sidecar picks up by its label. */
import type { IIoK8sApiCoreV1ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { metadataOf } from '../objects/labels.ts';
import type { DeploymentSpec } from '../spec.ts';
import { dashboardId } from './dashboard-id.ts';
import type { PodPrices } from './hourly-cost.ts';
import { type Panel, panelRows } from './panels.ts';
import { titleOf } from './titles.ts';

/** Of Grafana's JSON model: what Grafana 10.4 writes, and newer ones read. */
const SCHEMA_VERSION = 39;
/** The grid is 24 wide. */
const SIZES = { stat: { w: 6, h: 4 }, graph: { w: 12, h: 8 } } as const;
const GRID_WIDTH = 24;
const DATASOURCE = { type: 'prometheus', uid: '$datasource' };

/** @param prices for what the pods cost */
export function dashboardConfigMap(spec: DeploymentSpec, prices: PodPrices): IIoK8sApiCoreV1ConfigMap {
  const metadata = metadataOf(spec, 'dashboard');
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { ...metadata, labels: { ...metadata.labels, grafana_dashboard: '1' } },
    data: { [`${spec.name}.json`]: `${JSON.stringify(dashboard(spec, prices), null, 2)}\n` },
  };
}

/** In Grafana's JSON model. */
export function dashboard(spec: DeploymentSpec, prices: PodPrices) {
  const { dashboard: own } = spec.monitoring;
  return {
    uid: dashboardId(spec),
    title: `FerrisStreams ${titleOf(spec)}: ${spec.name}`,
    description: `What the queries of ${spec.source.file} do, and what they run on.`,
    tags: ['ferris-streams', spec.workload],
    schemaVersion: SCHEMA_VERSION,
    editable: false,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    timezone: '',
    templating: {
      list: [{ name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus', hide: 0 }],
    },
    links: own === undefined ? [] : [{ title: own, type: 'link', url: `/d/${own}`, keepTime: true }],
    panels: placed(spec, prices),
  };
}

/** Rows under each other, a row's panels side by side as far as they fit. */
function placed(spec: DeploymentSpec, prices: PodPrices) {
  let id = 0;
  let y = 0;
  return panelRows(spec, prices).flatMap(({ title, panels }) => {
    const heading = {
      id: ++id,
      type: 'row',
      title,
      collapsed: false,
      gridPos: { x: 0, y, w: GRID_WIDTH, h: 1 },
      panels: [],
    };
    y++;
    let x = 0;
    let height = 0;
    const those = panels.map(panel => {
      const { w, h } = SIZES[panel.kind];
      if (x + w > GRID_WIDTH) {
        x = 0;
        y += height;
        height = 0;
      }
      const gridPos = { x, y, w, h };
      x += w;
      height = Math.max(height, h);
      return grafanaPanel(panel, ++id, gridPos);
    });
    y += height;
    return [heading, ...those];
  });
}

function grafanaPanel(
  panel: Panel,
  id: number,
  gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number },
) {
  const { title, description, kind, unit, lines, limit } = panel;
  const steps =
    limit?.side === 'below'
      ? [
          { color: 'red', value: null },
          { color: 'green', value: limit.value },
        ]
      : [{ color: 'green', value: null }, ...(limit ? [{ color: 'red', value: limit.value }] : [])];
  return {
    id,
    type: kind === 'stat' ? 'stat' : 'timeseries',
    title,
    description,
    datasource: DATASOURCE,
    gridPos,
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        thresholds: { mode: 'absolute', steps },
        ...(kind === 'graph' && limit ? { custom: { thresholdsStyle: { mode: 'line' } } } : {}),
      },
      overrides: [],
    },
    options:
      kind === 'stat'
        ? { reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false }, colorMode: limit ? 'value' : 'none' }
        : {
            legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
            tooltip: { mode: 'multi', sort: 'desc' },
          },
    targets: lines.map(({ name, expression }, i) => ({
      refId: String.fromCharCode(65 + i),
      datasource: DATASOURCE,
      expr: expression,
      legendFormat: name,
      ...(kind === 'stat' ? { instant: true, range: false } : { instant: false, range: true }),
    })),
  };
}
