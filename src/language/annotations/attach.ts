/** Which annotations a file has and which its statements have; what is only a comment is left out. */
import type { Piece } from '../text/scan.ts';
import { findAnnotation } from './catalogue.ts';
import type { AnnotationEntry } from './define.ts';
import { type Annotation, isProse } from './line.ts';

/** An annotation of the catalogue, as it is written. */
export interface Annotated {
  readonly entry: AnnotationEntry;
  readonly annotation: Annotation;
}

/** Whether a line is the annotation that its name says, and not prose that begins with the same word. */
export const isMeant = (annotation: Annotation, { type }: AnnotationEntry): boolean =>
  !isProse(annotation) || (annotation.value !== '' && type.check(annotation.value).ok);

export interface AttachedAnnotations {
  /** About the whole file: those of the head, and whatever can only be about the file. */
  readonly file: readonly Annotated[];
  /** One for each piece with a statement, in their order. */
  readonly statements: readonly { readonly piece: Piece; readonly own: readonly Annotated[] }[];
}

/**
 * What may be about either belongs to the file above its first statement when a header (`-- SQL Application:`) stands
 * there too, else to the statement below.
 */
export function attachAnnotations(pieces: readonly Piece[]): AttachedAnnotations {
  const file: Annotated[] = [];
  const statements: { piece: Piece; own: Annotated[] }[] = [];
  for (const [i, piece] of pieces.entries()) {
    const read = piece.annotations.flatMap(annotation => {
      const entry = annotation.colon ? findAnnotation(annotation.name) : undefined;
      return entry && isMeant(annotation, entry) ? [{ entry, annotation }] : [];
    });
    const hasStatement = piece.body.end > piece.body.start;
    const isHead = i === 0 && (!hasStatement || read.some(({ entry }) => entry.scope === 'file'));
    const ofFile = (one: Annotated): boolean => one.entry.scope === 'file' || (isHead && one.entry.scope === 'either');
    file.push(...read.filter(ofFile));
    if (hasStatement) statements.push({ piece, own: read.filter(one => !ofFile(one)) });
  }
  return { file, statements };
}
