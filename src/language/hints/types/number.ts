/** Numbers with a range and a unit: `2`, `99.9`. The unit belongs to the key's name and never into the value. */
import { fits, misfit, type ValueType } from './value-type.ts';

interface Range {
  readonly min: number;
  readonly max: number;
  /** In the plural: 'milliseconds'; absent where the number has none. */
  readonly unit?: string;
  /** Whether `min` itself is too little. */
  readonly above?: boolean;
}

/** A whole number. */
export const integer = (range: Range): ValueType => numeric('a whole number', /^\d+$/, range);

/** A number that may have decimals. */
export const decimal = (range: Range): ValueType => numeric('a number', /^\d+(\.\d+)?$/, range);

function numeric(kind: string, form: RegExp, { min, max, unit, above = false }: Range): ValueType {
  const what =
    unit === undefined ? kind : unit === 'percent' ? kind.replace('number', 'percentage') : `${kind} of ${unit}`;
  const description = `${what} ${above ? `above ${min}, at most` : `from ${min} to`} ${max}`;
  const good = (text: string): boolean => {
    const value = Number(text);
    return form.test(text) && (above ? value > min : value >= min) && value <= max;
  };
  return {
    description,
    unit,
    placeholder: `<${(unit ?? 'value').replaceAll(' ', '_')}>`,
    check(text) {
      if (good(text)) return fits;
      const bare = withoutUnit(text, unit);
      return misfit(description, text, bare !== undefined && good(bare) ? bare : undefined);
    },
    choices: () => [],
  };
}

const SCALES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  milliseconds: { ms: 1, s: 1000, m: 60_000 },
  seconds: { ms: 0.001, s: 1, m: 60, h: 3600 },
  minutes: { s: 1 / 60, m: 1, min: 1, h: 60 },
  gigabytes: { m: 1 / 1024, mb: 1 / 1024, mi: 1 / 1024, g: 1, gb: 1, gi: 1, gib: 1, t: 1024, tb: 1024, ti: 1024 },
  cores: { m: 0.001 },
};

/** `100ms` → `100`, `2000m` of cores → `2`, `$2.40` → `2.40`, `50,000` and `50_000` → `50000`; else undefined. */
function withoutUnit(text: string, unit: string | undefined): string | undefined {
  const [, digits, suffix] = /^\$?\s*(\d[\d,_]*(?:\.\d+)?)\s*([A-Za-z%]*)$/.exec(text) ?? [];
  if (digits === undefined || suffix === undefined) return undefined;
  const number = digits.replace(/[,_]/g, '');
  if (suffix === '' || suffix === '%') return number;
  const factor = SCALES[unit ?? '']?.[suffix.toLowerCase()];
  if (factor === undefined) return undefined;
  return factor === 1 ? number : String(Number((Number(number) * factor).toFixed(6)));
}
