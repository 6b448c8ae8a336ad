/** Edits of hint lines, for fixes. */
import type { HintReading, WrittenHint } from '../../hints/reading.ts';
import type { Fix } from '../../text/diagnostic.ts';
import type { HintLine } from '../../text/scan.ts';

type Edit = Fix['edits'][number];

/** A line of its own below another hint: it then belongs to the same statement. */
export const addBelow = ({ span }: HintLine, hints: readonly (readonly [key: string, value: string])[]): Edit => ({
  span: { start: span.end, end: span.end },
  text: hints.map(([key, value]) => `\n-- @ferris:${key}=${value}`).join(''),
});

export const setValue = ({ valueSpan }: WrittenHint, value: string): Edit => ({ span: valueSpan, text: value });

/** In its place where the hint is written, else as a line below another one. */
export const setHint = (reading: HintReading, key: string, value: string, below: HintLine): Edit => {
  const line = reading.line(key);
  return line?.valueSpan ? { span: line.valueSpan, text: value } : addBelow(below, [[key, value]]);
};
