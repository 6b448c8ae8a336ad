/** What can be written at the cursor, likeliest first. Never throws, whatever the text and the offset. */
import type { Environment } from '../../names/statement/environment.ts';
import type { Piece } from '../../text/scan.ts';
import type { Span } from '../../text/span.ts';
import { annotationNamesFor, annotationValues } from '../annotations.ts';
import { placeAt } from '../place.ts';
import type { Candidate } from './candidate.ts';
import { hintKeys, hintValues } from './hints.ts';
import { sqlProposals } from './sql.ts';

export interface CompletionRequest {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly offset: number;
  /** What the statement at the cursor may ask of the files around it; worked out only where it is needed. */
  readonly environment: () => Environment;
}

export function complete(request: CompletionRequest): readonly Candidate[] {
  return found(request).toSorted((a, b) => b.score - a.score || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
}

function found({ text, pieces, offset, environment }: CompletionRequest): readonly Candidate[] {
  const place = placeAt(text, pieces, offset);
  switch (place.kind) {
    case 'hint-marker':
      return [
        hintMarker(text, place.span),
        ...(text[place.span.start] === '@' ? annotationNamesFor(undefined, '@', place.span, false) : []),
      ];
    case 'annotation-name':
      return annotationNamesFor(place.piece, place.typed, place.span, place.annotation !== undefined);
    case 'annotation-value':
      return annotationValues(place.annotation);
    case 'hint-key':
      return hintKeys(place.hint, place.piece);
    case 'hint-value':
      return hintValues(place.hint, place.span, offset);
    case 'string':
      return place.quote === '`'
        ? []
        : sqlProposals({ text, piece: place.piece, word: place.span, environment, inString: true });
    case 'sql':
      return sqlProposals({ text, piece: place.piece, word: place.word, environment, inString: false });
    default:
      return [];
  }
}

const hintMarker = (text: string, span: Span): Candidate => ({
  label: '@ferris:',
  kind: 'text',
  replace: span,
  insert: text[span.start - 1] === '-' ? ' @ferris:' : '@ferris:',
  detail: 'deployment hint',
  score: 1,
  goesOn: true,
});
