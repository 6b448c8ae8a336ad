/** Reads a window in each of its spellings (DIALECT §3): in WINDOW, in GROUP BY, around a relation. */

import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import { nearest } from '../../text/nearest.ts';
import type { Span } from '../../text/span.ts';
import type { WindowShape } from '../bound.ts';
import { durationOf, signedDurationOf } from '../expression/literals.ts';
import type { Reporter } from '../report.ts';
import { nameOf } from '../text-of.ts';

export interface WindowSyntax {
  readonly shape: WindowShape;
  /** Undefined: not said here. */
  readonly graceMs: number | undefined;
  /** The time, when one is named. */
  readonly time: ast.Expression | undefined;
  /** SESSION(c, gap, key): sessions are kept apart by it. */
  readonly key: ast.Expression | undefined;
  readonly span: Span;
}

const KINDS: Readonly<Record<string, WindowShape['kind']>> = {
  TUMBLING: 'tumbling',
  TUMBLE: 'tumbling',
  SLIDING: 'sliding',
  HOPPING: 'sliding',
  HOP: 'sliding',
  SESSION: 'session',
  CUMULATE: 'cumulate',
};

/** The kind of window a word names; undefined for any other word. */
export const windowKindOf = (word: string): WindowShape['kind'] | undefined => KINDS[nameOf(word).toUpperCase()];

const USAGE: Readonly<Record<WindowShape['kind'], string>> = {
  tumbling: "TUMBLING(event_time, INTERVAL '1' MINUTE)",
  sliding: "SLIDING(event_time, INTERVAL '5' MINUTE, INTERVAL '1' MINUTE), the size before the advance",
  session: "SESSION(event_time, INTERVAL '30' MINUTE)",
  cumulate: "CUMULATE(INTERVAL '1' HOUR, INTERVAL '1' DAY), the step before the size",
};

const SIZES: Readonly<Record<WindowShape['kind'], readonly [least: number, most: number]>> = {
  tumbling: [1, 2],
  sliding: [2, 3],
  session: [1, 1],
  cumulate: [2, 2],
};

/** Undefined when it cannot be read, which is reported. Durations tell themselves from times, so their order is free. */
export function readWindow(
  word: string,
  args: readonly ast.Expression[],
  grace: ast.Expression | undefined,
  node: AstNode,
  reporter: Reporter,
): WindowSyntax | undefined {
  const kind = windowKindOf(word);
  const span = reporter.at(node);
  if (!kind) {
    const meant = nearest(nameOf(word).toUpperCase(), Object.keys(KINDS));
    reporter.report('sql/window', span, `there is no window ${nameOf(word).toUpperCase()}`, {
      help: meant ? `did you mean ${meant}?` : "write WINDOW TUMBLING(INTERVAL '1' MINUTE)",
    });
    return undefined;
  }
  const graceMs = grace ? durationOf(grace) : undefined;
  if (grace && graceMs === undefined)
    reporter.report('sql/window', reporter.at(grace), 'GRACE takes a duration, such as 10s');
  const lengths = args.filter(arg => signedDurationOf(arg) !== undefined);
  const others = args.filter(arg => signedDurationOf(arg) === undefined);
  const sizes = lengths.map(arg => signedDurationOf(arg)!);
  const [least, most] = SIZES[kind];
  if (sizes.length < least || sizes.length > most || others.length > (kind === 'session' ? 2 : 1)) {
    const wanted =
      least === most ? (least === 1 ? 'one duration' : `${least} durations`) : `${least} or ${most} durations`;
    reporter.report(
      'sql/window',
      span,
      `${nameOf(word).toUpperCase()} takes ${wanted} and, if the time is not the declared one, a column`,
      { help: `as in ${USAGE[kind]}` },
    );
    return undefined;
  }
  // What follows the size of a TUMBLING or the advance of a SLIDING window moves it, to either side.
  const zero = lengths.find((_, i) => !(sizes[i]! > 0) && !(i === 1 && kind === 'tumbling') && i !== 2);
  if (zero) {
    reporter.report('sql/window', reporter.at(zero), 'a window must be longer than zero');
    return undefined;
  }
  const shape = shapeOf(kind, sizes, lengths, reporter);
  return shape && { shape, graceMs, time: others[0], key: others[1], span };
}

function shapeOf(
  kind: WindowShape['kind'],
  sizes: readonly number[],
  nodes: readonly ast.Expression[],
  reporter: Reporter,
): WindowShape | undefined {
  const [first, second, third] = sizes as [number, number, number | undefined];
  switch (kind) {
    case 'tumbling':
      return { kind, sizeMs: first, ...(second === undefined ? {} : { offsetMs: second }) };
    case 'session':
      return { kind, gapMs: first };
    case 'sliding':
      // The size is never the shorter one, so that both orders (SLIDING(size, advance), HOP(c, slide, size)) are clear.
      return {
        kind,
        sizeMs: Math.max(first, second),
        advanceMs: Math.min(first, second),
        ...(third === undefined ? {} : { offsetMs: third }),
      };
    case 'cumulate': {
      const [stepMs, sizeMs] = [Math.min(first, second), Math.max(first, second)];
      if (sizeMs % stepMs === 0) return { kind, stepMs, sizeMs };
      reporter.report('sql/window', reporter.at(nodes[1]), 'the size of a CUMULATE window is a whole number of steps');
      return undefined;
    }
  }
}

/** How long a window is, for `--window-size`; a session has no size of its own. */
export const sizeOf = (shape: WindowShape): number | undefined => (shape.kind === 'session' ? undefined : shape.sizeMs);
