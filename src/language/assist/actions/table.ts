/** All refactorings, in the order of the menu. */
import { addAlias } from './add-alias.ts';
import { castStyle } from './cast-style.ts';
import { expandStar } from './expand-star.ts';
import { extractCte } from './extract-cte.ts';
import { inlineCte } from './inline-cte.ts';
import { insertColumns } from './insert-columns.ts';
import type { Refactoring } from './offer.ts';
import { reorderClauses } from './reorder-clauses.ts';

export const refactorings: readonly Refactoring[] = [
  extractCte,
  inlineCte,
  expandStar,
  reorderClauses,
  castStyle,
  addAlias,
  insertColumns,
];
