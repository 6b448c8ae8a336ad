/** Durations as DIALECT.md §1 writes them: `5s`, `10 minutes`, `INTERVAL '5' MINUTE`. */
import { fits, misfit, type ValueType } from '../../hints/types/value-type.ts';
import { durationMs } from '../../names/text-of.ts';

/** A duration written as text, in milliseconds; undefined for what is none, a bare number included. */
export function durationOf(text: string): number | undefined {
  const interval = /^\s*INTERVAL\b(.*)$/is.exec(text);
  return durationMs(interval ? interval[1]!.replaceAll(/['"]/g, ' ').trim() : text);
}

interface Bounds {
  /** Milliseconds; 0 unless given. */
  readonly min?: number;
  /** Milliseconds. */
  readonly max?: number;
}

export function duration({ min = 0, max }: Bounds = {}): ValueType {
  const form = "a duration such as 500ms, 5s, '10 minutes' or INTERVAL '5' MINUTE";
  const least = min > 0 ? `, at least ${inUnits(min)}` : '';
  const most = max === undefined ? '' : `${least ? ' and' : ','} at most ${inUnits(max)}`;
  const description = `${form}${least}${most}`;
  return {
    description,
    unit: undefined,
    placeholder: '<duration>',
    check(text) {
      const ms = durationOf(text);
      if (ms !== undefined && ms >= min && ms <= (max ?? ms)) return fits;
      if (/^\d+$/.test(text)) return { ok: false, message: `takes ${description}; '${text}' has no unit` };
      return misfit(description, text, meant(text));
    },
    choices: () => [],
  };
}

/** `5sec.` and `PT5S` → `5s`. */
function meant(text: string): string | undefined {
  const [, amount, unit] = /^(?:PT?)?(\d+)\s*([A-Za-z]+)\.?$/.exec(text) ?? [];
  const short = `${amount}${unit?.toLowerCase()[0]}`;
  return amount !== undefined && durationOf(short) !== undefined ? short : undefined;
}

const inUnits = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`);
