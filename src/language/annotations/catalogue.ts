/** Every annotation there is, by group and by name. */
import { header } from './catalogue/header.ts';
import { job } from './catalogue/job.ts';
import { metrics } from './catalogue/metrics.ts';
import { operation } from './catalogue/operation.ts';
import { testData } from './catalogue/test-data.ts';
import type { AnnotationEntry, AnnotationGroup } from './define.ts';

export type { AnnotationEntry, AnnotationGroup } from './define.ts';

/** In the order of their documentation. */
export const annotationGroups: readonly AnnotationGroup[] = [header, job, metrics, operation, testData];

export const annotations: readonly AnnotationEntry[] = annotationGroups.flatMap(group => group.annotations);

/** Every name that is written literally; those of patterns are left out. */
export const annotationNames: readonly string[] = annotations
  .flatMap(entry => [entry.name, ...entry.aliases])
  .filter(name => !name.includes('<'));

const byName = new Map(
  annotations.flatMap(entry => [entry.name, ...entry.aliases].map(name => [keyOf(name), entry] as const)),
);
const patterns = annotations
  .filter(entry => entry.name.includes('<'))
  .map(entry => ({ entry, before: keyOf(entry.name.slice(0, entry.name.indexOf('<'))) }));

/**
 * Undefined for a comment that only looks like an annotation. An `@name` is meant in any case; of the plain ones only the
 * very spelling counts, because `-- Timeout: we wait a little` is prose.
 */
export const findAnnotation = (name: string): AnnotationEntry | undefined =>
  byName.get(keyOf(name)) ??
  patterns.find(({ before }) => keyOf(name).startsWith(before) && name.length > before.length)?.entry;

function keyOf(name: string): string {
  return name.startsWith('@') ? name.toLowerCase() : name;
}
