/** Values of annotations that no hint has: sizes of memory, times in milliseconds, lists in brackets. */
import { listOf } from '../hints/types/text.ts';
import { fits, misfit, type ValueType } from '../hints/types/value-type.ts';
import { durationOf } from '../properties/types/duration.ts';
import { sizeOf } from '../properties/types/number.ts';

const MEGABYTE = 1024 * 1024;

/** Megabytes when it has no unit; at least one, at most 16 TiB. */
export const memory: ValueType = {
  description: 'a whole number of megabytes from 1 to 16777216, or a size such as 512MB or 2GB',
  unit: 'megabytes',
  placeholder: '<megabytes>',
  check(text) {
    const bytes = /^\d+$/.test(text) ? Number(text) * MEGABYTE : /[a-z]$/i.test(text) ? sizeOf(text) : undefined;
    const good = bytes !== undefined && bytes >= MEGABYTE && bytes <= 16_777_216 * MEGABYTE;
    if (good) return fits;
    const digits = /^(\d[\d,_]*)$/.exec(text)?.[1]?.replace(/[,_]/g, '');
    return misfit(this.description, text, digits !== text ? digits : undefined);
  },
  choices: () => [],
};

/** Milliseconds when it has no unit; more than nothing, at most 30 days. */
export const timeout: ValueType = {
  description: 'a whole number of milliseconds from 1 to 2592000000, or a duration such as 30s or 5m',
  unit: 'milliseconds',
  placeholder: '<milliseconds>',
  check(text) {
    const ms = /^\d+$/.test(text) ? Number(text) : durationOf(text);
    if (ms !== undefined && ms >= 1 && ms <= 2_592_000_000) return fits;
    const digits = /^(\d[\d,_]*)$/.exec(text)?.[1]?.replace(/[,_]/g, '');
    return misfit(this.description, text, digits !== text ? digits : undefined);
  },
  choices: () => [],
};

/** `99.9%`, or without its sign. */
export const percentage: ValueType = {
  description: 'a percentage from 0% to 100%',
  unit: 'percent',
  placeholder: '<percentage>',
  check(text) {
    const number = /^(\d+(?:\.\d+)?)\s*%?$/.exec(text)?.[1];
    return number !== undefined && Number(number) <= 100 ? fits : misfit(this.description, text);
  },
  choices: () => [],
};

/** The same value, which may stand in square brackets. */
export const inBrackets = (type: ValueType): ValueType => ({
  ...type,
  check(text) {
    const inside = /^\[(.*)\]$/s.exec(text)?.[1];
    const checked = type.check(inside === undefined ? text : inside.trim());
    return checked.ok || checked.suggestion === undefined || inside === undefined
      ? checked
      : { ...checked, suggestion: `[${checked.suggestion}]` };
  },
});

/** A comma-separated list that may stand in square brackets, and be empty there. */
export function bracketList(item: ValueType, description: string): ValueType {
  const list = inBrackets(listOf(item, description));
  return { ...list, check: text => (/^\[\s*\]$/.test(text) ? fits : list.check(text)) };
}

/** `key=value`. */
export const assignment: ValueType = {
  description: 'a property and its value: key=value',
  unit: undefined,
  placeholder: '<key>=<value>',
  check(text) {
    if (/^[^\s=]+\s*=\s*\S/.test(text)) return fits;
    return misfit(this.description, text, /^[\w.-]+:\s*\S/.test(text) ? text.replace(/:\s*/, '=') : undefined);
  },
  choices: () => [],
};
