/** What an annotation is: one entry from which checking, completion, hover and docs are derived. */
import type { ValueType } from '../hints/types/value-type.ts';

export interface AnnotationEntry {
  /** As it is written before the colon: `SQL Application`, `@job_mode`; a pattern has one `<…>`: `@data.<column>`. */
  readonly name: string;
  /** Other names of the same thing. */
  readonly aliases: readonly string[];
  /** What it is about: everything in the file, the statement below it, or either, as it stands. */
  readonly scope: 'file' | 'statement' | 'either';
  readonly type: ValueType;
  /** What it says; Markdown, first sentence a summary. */
  readonly doc: string;
  /** A value that fits. */
  readonly example: string;
  /** Whether one place may have several: they add up. */
  readonly repeats: boolean;
}

export interface AnnotationGroup {
  readonly title: string;
  /** One sentence. */
  readonly doc: string;
  readonly annotations: readonly AnnotationEntry[];
}

type Definition = Omit<AnnotationEntry, 'aliases' | 'repeats'> & Partial<Pick<AnnotationEntry, 'aliases' | 'repeats'>>;

export const defineAnnotation = (definition: Definition): AnnotationEntry => ({
  aliases: [],
  repeats: false,
  ...definition,
});
