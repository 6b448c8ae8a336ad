/** Throughput and latency over the time of a run, drawn with uPlot in the editor's colours. */
import uPlot from 'uplot';
import type { Sample } from '../src/run/samples.ts';
import { rateText } from './rows/row.ts';

export interface Charts {
  show(samples: readonly Sample[]): void;
}

interface Line {
  readonly label: string;
  /** A CSS variable of the editor. */
  readonly color: string;
  /** Of a sample and the one before it; null: there was nothing to measure. */
  readonly value: (now: Sample, before: Sample) => number | null;
}

interface Chart {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
}

const perSecond =
  (count: (sample: Sample) => number): Line['value'] =>
  (now, before) =>
    now.at > before.at ? (count(now) - count(before)) / (now.at - before.at) : 0;

const CHARTS: readonly Chart[] = [
  {
    title: 'Throughput',
    unit: '/s',
    lines: [
      { label: 'read', color: '--vscode-charts-blue', value: perSecond(sample => sample.in) },
      { label: 'rows', color: '--vscode-charts-green', value: perSecond(sample => sample.out) },
    ],
  },
  {
    title: 'Latency',
    unit: ' ms',
    lines: [
      { label: 'slowest', color: '--vscode-charts-purple', value: sample => sample.slowest },
      { label: 'p99 of a minute', color: '--vscode-charts-yellow', value: sample => sample.p99 },
    ],
  },
];

/** Of a chart with its axis, in pixels. */
const HEIGHT = 96;

export function makeCharts(host: HTMLElement): Charts {
  let samples: readonly Sample[] = [];
  let plots: readonly uPlot[] = [];
  const boxes = CHARTS.map(chart => {
    const box = document.createElement('figure');
    const caption = document.createElement('figcaption');
    caption.append(
      chart.title,
      ...chart.lines.map(({ label }, i) => {
        const name = document.createElement('span');
        name.className = `line line-${i}`;
        name.textContent = label;
        return name;
      }),
    );
    box.className = `chart ${chart.title.toLowerCase()}`;
    box.append(caption);
    host.append(box);
    return { chart, box, caption };
  });
  const draw = (): void => {
    for (const [i, plot] of plots.entries()) plot.setData(dataOf(CHARTS[i]!, samples));
    for (const { chart, box, caption } of boxes) {
      caption.title = describe(chart, samples);
      box.setAttribute('role', 'img');
      box.setAttribute('aria-label', caption.title);
    }
  };
  /** A chart keeps its colours: in another theme it is made anew. Without a gap, into which the rows below would move. */
  const make = (): void => {
    const before = plots;
    plots = boxes.map(({ chart, box }) => new uPlot(optionsOf(chart, widthOf(box)), dataOf(chart, samples), box));
    for (const plot of before) plot.destroy();
  };
  make();
  new MutationObserver(make).observe(document.body, { attributeFilter: ['class'] });
  new ResizeObserver(() => {
    for (const [i, plot] of plots.entries()) plot.setSize({ width: widthOf(boxes[i]!.box), height: HEIGHT });
  }).observe(host);
  return {
    show(now) {
      samples = now;
      draw();
    },
  };
}

const widthOf = (box: HTMLElement): number => Math.max(160, box.clientWidth);

/** Seconds, then each line. The first sample has nothing before it. */
function dataOf({ lines }: Chart, samples: readonly Sample[]): uPlot.AlignedData {
  const shown = samples.slice(1);
  return [shown.map(({ at }) => at), ...lines.map(({ value }) => shown.map((now, i) => value(now, samples[i]!)))];
}

/** The same for who does not see it. */
function describe({ title, unit, lines }: Chart, samples: readonly Sample[]): string {
  const [now, before] = [samples.at(-1), samples.at(-2)];
  if (!now || !before) return `${title}: nothing yet`;
  return `${title}: ${lines.map(({ label, value }) => `${label} ${rateText(value(now, before) ?? 0)}${unit}`).join(', ')}`;
}

function optionsOf({ unit, lines }: Chart, width: number): uPlot.Options {
  const style = getComputedStyle(document.body);
  const color = (name: string): string => style.getPropertyValue(name).trim() || style.color;
  const faint = color('--vscode-descriptionForeground');
  const grid = { stroke: color('--vscode-panel-border'), width: 1 };
  const axis: uPlot.Axis = { stroke: faint, font: `10px ${style.fontFamily}`, grid, ticks: { show: false }, gap: 2 };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [6, 8, 0, 0],
    scales: { x: { time: false }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
    axes: [
      { ...axis, size: 16, space: 60, values: (_, ticks) => ticks.map(seconds => `${seconds} s`) },
      { ...axis, size: 54, space: 26, values: (_, ticks) => ticks.map(value => `${shortNumber(value)}${unit}`) },
    ],
    series: [
      {},
      ...lines.map(({ label, color: name }) => ({
        label,
        stroke: color(name),
        width: 1.5,
        points: { show: false },
        spanGaps: true,
      })),
    ],
  };
}

/** `950`, `1.2k`, `3M`. */
export function shortNumber(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toFixed(1))}M`;
  if (value >= 1e3) return `${Number((value / 1e3).toFixed(1))}k`;
  return String(Number(value.toFixed(2)));
}
