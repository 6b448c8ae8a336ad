/** What holds for a deployment as far as its file tells: what is written, else its workload's default, else nothing. */

import type { HintLine } from '../text/scan.ts';
import type { Span } from '../text/span.ts';
import type { AttachedHints, HintScope } from './attach.ts';
import { findHint } from './catalogue.ts';
import type { Workload } from './define.ts';
import { variablesIn } from './variables.ts';

/** A hint whose value is written out and fits its key. */
export type WrittenHint = HintLine & { readonly value: string; readonly valueSpan: Span };

export type Held =
  /** `value` is undefined where nothing holds; `line` where it is a default. */
  | { readonly known: true; readonly value: string | undefined; readonly line: WrittenHint | undefined }
  /** A variable, a value that does not fit, or the default of a workload that is one of these. */
  | { readonly known: false };

export interface HintReading {
  /** In order, also of hints without a value. */
  readonly keys: readonly string[];
  /** Whether the hint stands there, whatever it says. */
  mentions(key: string): boolean;
  /** The line in effect, whatever it says; undefined for one without a value. */
  line(key: string): HintLine | undefined;
  written(key: string): WrittenHint | undefined;
  /** The number that is written. */
  number(key: string): number | undefined;
  holds(key: string): Held;
  /** What would hold if the hint were not written. */
  defaultOf(key: string): Held;
  /** Whether it is known what holds, and this says yes to it. */
  surely(key: string, test: (value: string | undefined) => boolean): boolean;
}

/** One for each deployable statement, or for the file alone. */
export function readingsOf(attached: AttachedHints): readonly HintReading[] {
  const readings = known.get(attached) ?? attached.scopes.map(scope => readingOf(attached.file, scope));
  known.set(attached, readings);
  return readings;
}

/** Most rules about hints ask for them. */
const known = new WeakMap<AttachedHints, readonly HintReading[]>();

function readingOf(file: readonly HintLine[], { own, effective }: HintScope): HintReading {
  const keys = [...new Set([...file, ...own].map(hint => hint.key))];
  const written = (key: string): WrittenHint | undefined => {
    const line = effective.get(key);
    return line && isWritten(line) ? line : undefined;
  };
  const defaultOf = (key: string): Held => {
    const { defaults = {} } = findHint(key)?.entry ?? {};
    const line = written('workload');
    if (!line && keys.includes('workload') && Object.keys(defaults).some(name => name !== 'all'))
      return { known: false };
    const ofWorkload = line && Object.hasOwn(defaults, line.value) ? defaults[line.value as Workload] : undefined;
    return { known: true, value: ofWorkload ?? defaults.all, line: undefined };
  };
  const holds = (key: string): Held => {
    if (!keys.includes(key)) return defaultOf(key);
    const line = written(key);
    return line ? { known: true, value: line.value, line } : { known: false };
  };
  return {
    keys,
    mentions: key => keys.includes(key),
    line: key => effective.get(key),
    written,
    number: key => {
      const value = written(key)?.value;
      return value !== undefined && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
    },
    holds,
    defaultOf,
    surely: (key, test) => {
      const held = holds(key);
      return held.known && test(held.value);
    },
  };
}

const isWritten = (line: HintLine): line is WrittenHint =>
  line.value !== undefined &&
  line.valueSpan !== undefined &&
  !variablesIn(line.value).any &&
  findHint(line.key)?.entry.type.check(line.value).ok === true;
