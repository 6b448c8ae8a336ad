/** key.format = 'none' where records need their keys. */
import type { Reporter } from '../report.ts';
import type { Asking } from './asked.ts';

/** Rows of a table replace each other by their keys, and are deleted by them. */
export function refuseKeyless(name: string, asking: Asking, reporter: Reporter): void {
  const said = asking('key.format');
  if (said?.text.toLowerCase() !== 'none') return;
  reporter.report(
    'sql/property-value',
    said.span,
    `'${name}' is a TABLE, whose rows replace each other by their keys: key.format 'none' would leave them without`,
    { help: 'leave key.format out, or make it a STREAM' },
  );
}
