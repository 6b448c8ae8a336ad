/** What is wrong with one property by itself, in WITH or in a configuration file: its key, its value. */
import type { Reporter } from '../names/report.ts';
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import { findForeignKey } from './catalogue/foreign.ts';
import { checkPropertyValue, type PropertyEntry, properties } from './catalogue.ts';
import { holdsSecret } from './literal-secret.ts';
import { secret } from './types/text.ts';

export type Reporting = Pick<Reporter, 'report'>;

export function reportUnknown(key: string, span: Span, reporter: Reporting): void {
  const foreign = findForeignKey(key);
  if (foreign) {
    reporter.report('sql/unknown-property', span, `'${key}' is a property of ${foreign.system}`, {
      severity: 'warning',
      help: foreign.write === undefined ? foreign.advice : `write '${foreign.write}': ${foreign.advice}`,
    });
    return;
  }
  const meant = nearest(
    key,
    properties.map(one => one.key),
  );
  reporter.report('sql/unknown-property', span, `there is no property '${key}'`, {
    severity: 'warning',
    ...(meant ? { help: `did you mean '${meant}'?` } : {}),
  });
}

/** @returns whether the value is one of the property's */
export function checkValue(entry: PropertyEntry, raw: string, span: Span, reporter: Reporting): boolean {
  const checked = checkPropertyValue(entry, raw);
  if (checked.ok) return true;
  const { suggestion } = checked;
  reporter.report('sql/property-value', span, `${entry.key} ${checked.message}`, {
    help: suggestion === undefined ? `as in ${entry.example}` : `did you mean '${suggestion}'?`,
    ...(suggestion === undefined
      ? {}
      : { fixes: [{ title: `Use '${suggestion}'`, edits: [{ span, text: `'${suggestion}'` }] }] }),
  });
  return false;
}

/** A secret that everybody can read who can read the text. */
export function checkSecret({ type, key }: PropertyEntry, raw: string, span: Span, reporter: Reporting): void {
  if (type === secret && holdsSecret(key, raw))
    reporter.report('sql/literal-secret', span, `${key} stands in the text, where everybody can read it`, {
      help: `give it by a variable: '\${…}', set where the statement runs`,
    });
}
