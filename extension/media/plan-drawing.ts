/** A plan as a picture: stages are boxes, steps stand in them, rows go down; what is repartitioned crosses between boxes. */
import type { ExplainEdge, ExplainOperator, ExplainResult } from '../../language-server/protocol.ts';
import { svg } from './elements.ts';
import { type Layered, layered, type Place, type Size } from './layered.ts';

export interface DrawingEvents {
  /** A step has the focus. */
  chosen(operator: ExplainOperator): void;
  /** A step was clicked, or Enter was pressed on it. */
  opened(operator: ExplainOperator): void;
}

/** All in pixels. */
const PADDING = 14;
const HEADING = 24;
const LINE = 15;
const WIDEST = 300;
const NARROWEST = 150;
const MARGIN = 12;
/** Lines of a box about what its step does. */
const MOST_DETAILS = 4;

const measure = document.createElement('canvas').getContext('2d')!;
const measured = (text: string, font: string): number => {
  measure.font = font;
  return measure.measureText(text).width;
};

export function drawPlan(plan: ExplainResult, events: DrawingEvents): SVGSVGElement {
  const family = getComputedStyle(document.body).fontFamily;
  const boxes = new Map(plan.operators.map(one => [one.id, boxOf(one, family)]));
  const pairs = plan.edges.map(({ from, to }) => [from, to] as const);
  const inside = new Map<string, Layered>();
  const stages = new Map<string, Size>();
  for (const stage of plan.stages) {
    const own = new Map(stage.operators.map(id => [id, boxes.get(id)!.size]));
    const drawn = layered(own, pairs, { across: 18, down: 22 });
    inside.set(stage.id, drawn);
    const heading = measured(headingOf(stage), `11px ${family}`) + 2 * PADDING;
    stages.set(stage.id, {
      width: Math.max(drawn.width + 2 * PADDING, heading),
      height: drawn.height + 2 * PADDING + HEADING,
    });
  }
  const stageOf = new Map(plan.operators.map(({ id, stage }) => [id, stage]));
  const between = pairs.map(([from, to]) => [stageOf.get(from)!, stageOf.get(to)!] as const);
  const whole = layered(inOrder(plan, stages), between, { across: 28, down: 46 });

  const places = new Map<string, Place>();
  const drawnStages = plan.stages.map(stage => {
    const at = whole.places.get(stage.id)!;
    const own = inside.get(stage.id)!;
    for (const [id, place] of own.places)
      places.set(id, {
        ...place,
        x: MARGIN + at.x + (at.width - own.width) / 2 + place.x,
        y: MARGIN + at.y + PADDING + HEADING + place.y,
      });
    const [x, y] = [MARGIN + at.x, MARGIN + at.y];
    return svg(
      'g',
      { class: 'stage' },
      svg('rect', { x, y, width: at.width, height: at.height, rx: 8 }),
      svg('text', { x: x + PADDING, y: y + HEADING - 5 }, headingOf(stage)),
    );
  });
  const size = { width: whole.width + 2 * MARGIN, height: whole.height + 2 * MARGIN };
  const picture = svg(
    'svg',
    {
      ...size,
      viewBox: `0 0 ${size.width} ${size.height}`,
      role: 'group',
      'aria-label': 'The plan: arrow keys go along the rows, Enter leads to the SQL',
    },
    svg(
      'defs',
      {},
      ...(['forward', 'repartition'] as const).map(kind =>
        svg(
          'marker',
          {
            id: `tip-${kind}`,
            class: `tip ${kind}`,
            viewBox: '0 0 8 8',
            refX: 7,
            refY: 4,
            markerWidth: 7,
            markerHeight: 7,
            orient: 'auto',
          },
          svg('path', { d: 'M0 0 L8 4 L0 8 z' }),
        ),
      ),
    ),
    ...drawnStages,
    ...plan.edges.map(edge => drawEdge(edge, places)),
    ...plan.operators.map(one => drawOperator(one, places.get(one.id)!, boxes.get(one.id)!.lines, events)),
  );
  picture.addEventListener('keydown', event => walk(event, plan, picture));
  return picture;
}

/** Stages behind those that they take rows from: by their first step. */
const inOrder = ({ operators }: ExplainResult, sizes: ReadonlyMap<string, Size>): ReadonlyMap<string, Size> =>
  new Map(operators.map(({ stage }) => [stage, sizes.get(stage)!]));

function headingOf({ key, partitions }: ExplainResult['stages'][number]): string {
  const by = key.length === 0 ? 'partitioned as produced' : `partitioned by ${key.join(', ')}`;
  return partitions === undefined ? by : `${by} · ${partitions} partitions`;
}

interface Line {
  readonly text: string;
  readonly kind: 'title' | 'detail' | 'state';
}

interface Box {
  readonly lines: readonly Line[];
  readonly size: Size;
}

/** What does not fit into a step's box is told beside the drawing. */
function boxOf({ title, details, state }: ExplainOperator, family: string): Box {
  const lines: readonly Line[] = [
    { text: title, kind: 'title' },
    ...detailsShown(details).map((text): Line => ({ text, kind: 'detail' })),
    ...(state === undefined ? [] : [{ text: `▤ ${state}`, kind: 'state' } as const]),
  ];
  const fitting = lines.map(line => ({ ...line, text: shortened(line.text, fontOf(line, family)) }));
  const widest = Math.max(...fitting.map(line => measured(line.text, fontOf(line, family))));
  return {
    lines: fitting,
    size: { width: Math.max(NARROWEST, Math.ceil(widest) + 26), height: fitting.length * LINE + 14 },
  };
}

/** That something is left out is seen: a box must not look like another step. */
const detailsShown = (all: readonly string[]): readonly string[] =>
  all.length <= MOST_DETAILS ? all : [...all.slice(0, MOST_DETAILS - 1), `… and ${all.length - MOST_DETAILS + 1} more`];

const fontOf = ({ kind }: Line, family: string): string => (kind === 'title' ? `600 12px ${family}` : `11px ${family}`);

function shortened(text: string, font: string): string {
  if (measured(text, font) <= WIDEST) return text;
  let end = text.length;
  while (end > 0 && measured(`${text.slice(0, end)}…`, font) > WIDEST) end--;
  return `${text.slice(0, end)}…`;
}

function drawOperator(
  operator: ExplainOperator,
  { x, y, width, height }: Place,
  lines: readonly Line[],
  events: DrawingEvents,
): SVGGElement {
  const { id, kind, title, details, state, range } = operator;
  const label = [title, ...details, ...(state === undefined ? [] : [`keeps ${state}`]), `line ${range.start.line + 1}`];
  const node = svg(
    'g',
    { class: `operator ${kind}`, 'data-id': id, tabindex: 0, role: 'button', 'aria-label': label.join('; ') },
    svg('rect', { class: 'box', x, y, width, height, rx: 5 }),
    svg('rect', { class: 'edge', x, y, width: 4, height, rx: 2 }),
    ...lines.map((line, i) => svg('text', { class: line.kind, x: x + 14, y: y + 18 + i * LINE }, line.text)),
    svg('title', {}, label.join('\n')),
  );
  node.addEventListener('focus', () => events.chosen(operator));
  node.addEventListener('click', () => events.opened(operator));
  node.addEventListener('keydown', event => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      events.opened(operator);
    }
  });
  return node;
}

function drawEdge({ from, to, kind, key }: ExplainEdge, places: ReadonlyMap<string, Place>): SVGGElement {
  const [a, b] = [places.get(from)!, places.get(to)!];
  const start = { x: a.x + a.width / 2, y: a.y + a.height };
  const end = { x: b.x + b.width / 2, y: b.y - 2 };
  const bend = Math.max(12, (end.y - start.y) / 2);
  const d = `M${start.x} ${start.y} C${start.x} ${start.y + bend} ${end.x} ${end.y - bend} ${end.x} ${end.y}`;
  const label = kind === 'repartition' ? `by ${key?.length ? key.join(', ') : 'nothing: all to one'}` : '';
  return svg(
    'g',
    { class: `rows ${kind}` },
    svg('path', { d, 'marker-end': `url(#tip-${kind})` }),
    label === ''
      ? undefined
      : svg(
          'text',
          { x: (start.x + end.x) / 2 + 8, y: (start.y + end.y) / 2 + 4 },
          shortened(label, '11px sans-serif'),
        ),
  );
}

/** Down and up along the rows, left and right through all steps. */
function walk(event: KeyboardEvent, { operators, edges }: ExplainResult, picture: SVGSVGElement): void {
  const id = document.activeElement?.getAttribute('data-id');
  const at = operators.findIndex(one => one.id === id);
  if (at < 0) return;
  const next: Readonly<Record<string, string | undefined>> = {
    ArrowDown: edges.find(({ from }) => from === id)?.to,
    ArrowUp: edges.find(({ to }) => to === id)?.from,
    ArrowRight: operators[at + 1]?.id,
    ArrowLeft: operators[at - 1]?.id,
  };
  const target = next[event.key];
  if (target === undefined) return;
  event.preventDefault();
  picture.querySelector<SVGGElement>(`[data-id="${CSS.escape(target)}"]`)?.focus();
}
