/** A file of a workspace, and what an edit of it leaves as it was. */

import { rescan } from '../text/rescan.ts';
import { type Piece, scan } from '../text/scan.ts';
import type { Placed } from './placed.ts';
import { readSyntax } from './syntax.ts';

export interface File {
  readonly path: string;
  /** Files that came earlier have lower numbers. */
  readonly number: number;
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** The statement of each piece; undefined for one of comments alone. */
  readonly byPiece: readonly (Placed | undefined)[];
  readonly statements: readonly Placed[];
  readonly declaresSources: boolean;
}

export interface Edited {
  readonly file: File;
  readonly added: readonly Placed[];
  readonly removed: readonly Placed[];
  /** Kept, but perhaps in another order. */
  readonly moved: readonly Placed[];
}

/** Statements whose text is unchanged stay the same objects, those around the edit also when they changed places. */
export function editFile(path: string, number: number, text: string, before: File | undefined): Edited {
  const { pieces, same, shifted } = before ? rescan(before, text) : { pieces: scan(text), same: 0, shifted: 0 };
  const old = before?.byPiece ?? [];
  const known = new Map<string, Placed[]>();
  for (const placed of old.slice(same, old.length - shifted)) {
    if (!placed) continue;
    const others = known.get(placed.syntax.text);
    if (others) others.push(placed);
    else known.set(placed.syntax.text, [placed]);
  }
  for (const others of known.values()) others.reverse();
  const added: Placed[] = [];
  const moved: Placed[] = [];
  const middle = pieces.slice(same, pieces.length - shifted).map(piece => {
    if (piece.body.end <= piece.body.start) return undefined;
    const own = text.slice(piece.span.start, piece.span.end);
    const kept = known.get(own)?.pop();
    if (kept) {
      moved.push(kept);
      return kept;
    }
    const placed: Placed = {
      path,
      file: number,
      syntax: readSyntax(own, piece),
      index: 0,
      piece,
      meaning: undefined,
      rank: 0,
      circle: undefined,
      shown: undefined,
      findings: undefined,
    };
    added.push(placed);
    return placed;
  });
  const byPiece = [...old.slice(0, same), ...middle, ...old.slice(old.length - shifted)];
  const statements: Placed[] = [];
  for (const [i, placed] of byPiece.entries()) {
    if (!placed) continue;
    const piece = pieces[i]!;
    if (placed.piece !== piece || placed.index !== statements.length) {
      if (placed.piece.span.start !== piece.span.start) placed.findings = undefined;
      placed.piece = piece;
      placed.index = statements.length;
      placed.shown = undefined;
    }
    statements.push(placed);
  }
  return {
    file: {
      path,
      number,
      text,
      pieces,
      byPiece,
      statements,
      declaresSources: statements.some(({ syntax }) => syntax.isSource),
    },
    added,
    removed: [...known.values()].flat(),
    moved,
  };
}
