/** The figures of a run: what they are called, what they mean, what they say now. */
import type { PanelUpdate } from '../src/run/panel-protocol.ts';
import { durationText, rateText, timeText } from './rows/row.ts';

interface Figure {
  readonly label: string;
  readonly title: string;
  readonly text: (update: PanelUpdate, elapsed: number) => string;
  /** More than none of it is bad news. */
  readonly alarming?: (update: PanelUpdate) => boolean;
}

const count = (value: number | null | undefined): string => value?.toLocaleString('en-US') ?? '–';

const FIGURES: Readonly<Record<string, Figure>> = {
  rows: {
    label: 'Rows',
    title: 'Rows that came out',
    text: ({ totals, progress }) => count(Math.max(sumOf(totals), progress?.out ?? 0)),
  },
  rate: {
    label: 'Rows/s',
    title: 'Rows a second: over the last two seconds, over all of the run once it is over',
    text: ({ rowsPerSecond }) => rateText(rowsPerSecond),
  },
  elapsed: {
    label: 'Elapsed',
    title: 'Since the process was started',
    text: (_, elapsed) => durationText(elapsed),
  },
  in: { label: 'Read', title: 'Records read', text: ({ progress }) => count(progress?.in) },
  lag: {
    label: 'Behind',
    title: 'Records that are there and not yet read',
    text: ({ progress }) => count(progress?.lag),
  },
  late: {
    label: 'Late',
    title: 'Records that came after their window had closed',
    text: ({ progress }) => count(progress?.late),
    alarming: ({ progress }) => (progress?.late ?? 0) > 0,
  },
  failed: {
    label: 'Failed',
    title: 'Records that could not be processed',
    text: ({ progress }) => count(progress?.failed),
    alarming: ({ progress }) => (progress?.failed ?? 0) > 0,
  },
  watermark: {
    label: 'Watermark',
    title: 'Event time up to which everything is in (UTC)',
    text: ({ progress }) => (typeof progress?.watermark === 'number' ? timeText(progress.watermark).slice(0, 19) : '–'),
  },
};

export interface Figures {
  /** @param elapsed milliseconds since the run began */
  show(update: PanelUpdate, elapsed: number): void;
}

export function makeFigures(host: HTMLElement): Figures {
  const made = Object.entries(FIGURES).map(([id, figure]) => {
    const [box, term, value] = [
      document.createElement('div'),
      document.createElement('dt'),
      document.createElement('dd'),
    ];
    box.title = figure.title;
    box.className = id;
    term.textContent = figure.label;
    box.append(term, value);
    host.append(box);
    return { figure, value };
  });
  return {
    show(update, elapsed) {
      for (const { figure, value } of made) {
        const text = figure.text(update, elapsed);
        if (value.textContent !== text) value.textContent = text;
        value.classList.toggle('alarming', figure.alarming?.(update) ?? false);
      }
    },
  };
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, one) => sum + (one ?? 0), 0);
