/** Reads the WITH blocks of one statement: which key belongs to which relation, and what is unknown. */
import type * as ast from '../grammar/generated/ast.ts';
import type { Reporter } from '../names/report.ts';
import { keyOf, nameOf, stringOf } from '../names/text-of.ts';
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import { findProperty, isKnownLater, properties } from './catalogue.ts';

export interface PropertyValue {
  readonly text: string;
  readonly span: Span;
}

export interface StatementProperties {
  /** `'<relation>.key'` if there is one, else the plain key. */
  of(relation: string, key: string): PropertyValue | undefined;
  /** The plain key. */
  plain(key: string): PropertyValue | undefined;
  /** Whether any key is about this relation. */
  mentions(relation: string): boolean;
}

/** @param relations names that a key may begin with: what the statement reads, writes and creates */
export function readProperties(
  blocks: readonly ast.WithClause[],
  relations: readonly string[],
  reporter: Reporter,
): StatementProperties {
  const values = new Map<string, PropertyValue>();
  for (const property of blocks.flatMap(block => block.properties)) {
    const written = keyOf(property.key ?? '');
    const owner = relations.find(name => written.toLowerCase().startsWith(`${name.toLowerCase()}.`));
    const key = owner ? written.slice(owner.length + 1) : written;
    const entry = findProperty(key);
    const value = property.value;
    const raw =
      value?.text !== undefined
        ? stringOf(value.text)
        : (value?.number ?? value?.duration ?? (value?.word !== undefined ? nameOf(value.word) : ''));
    const span = reporter.at(value ?? property);
    if (entry) {
      const lower = raw.toLowerCase();
      if (entry.later?.some(one => one.toLowerCase() === lower))
        reporter.report('sql/not-yet', span, `${entry.key} '${raw}' is understood but cannot run yet`, {
          help: `what runs: ${entry.values!.join(', ')}`,
        });
      else if (entry.values && !entry.values.some(one => one.toLowerCase() === lower))
        reporter.report('sql/property-value', span, `'${raw}' is no value of ${entry.key}`, {
          help: `its values are ${entry.values.join(', ')}`,
        });
    } else if (!isKnownLater(key)) {
      const meant = nearest(
        key,
        properties.map(one => one.key),
      );
      reporter.report('sql/unknown-property', reporter.at(property), `there is no property '${key}'`, {
        severity: 'warning',
        ...(meant ? { help: `did you mean '${meant}'?` } : {}),
      });
    }
    values.set(`${owner?.toLowerCase() ?? ''}\0${(entry?.key ?? key).toLowerCase()}`, { text: raw, span });
  }
  const plain = (key: string) => values.get(`\0${key}`);
  return {
    plain,
    of: (relation, key) => values.get(`${relation.toLowerCase()}\0${key}`) ?? plain(key),
    mentions: relation => [...values.keys()].some(key => key.startsWith(`${relation.toLowerCase()}\0`)),
  };
}
