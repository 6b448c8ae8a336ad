/** Writes down a name that stands in a property's value: 'event.time.field' = 'ts'. */

import type { Span } from '../../text/span.ts';
import type { Reporter } from '../report.ts';
import type { Name } from './name.ts';

/** @param value where the whole value stands, with its quotes if it has any */
export function noteText(value: Span, name: Name | undefined, { names }: Reporter): void {
  if (!names || !name) return;
  const quotes = value.end - value.start - name.name.length;
  if (quotes === 2) names.note({ start: value.start + 1, end: value.end - 1 }, 'read', name, true);
  else if (quotes === 0) names.note(value, 'read', name);
}
