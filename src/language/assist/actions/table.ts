/** All refactorings, in the order of the menu. */
import { addAlias } from './add-alias.ts';
import { addDlq } from './add-dlq.ts';
import { addHint } from './add-hint.ts';
import { castStyle } from './cast-style.ts';
import { declareColumns } from './declare-columns.ts';
import { declareRelation } from './declare-relation.ts';
import { expandStar } from './expand-star.ts';
import { extractCte } from './extract-cte.ts';
import { inlineCte } from './inline-cte.ts';
import { insertColumns } from './insert-columns.ts';
import { intervalJoin } from './interval-join.ts';
import { nameWindow } from './name-window.ts';
import type { Refactoring } from './offer.ts';
import { qualifyColumns } from './qualify-columns.ts';
import { reorderClauses } from './reorder-clauses.ts';

export const refactorings: readonly Refactoring[] = [
  declareRelation,
  intervalJoin,
  extractCte,
  inlineCte,
  nameWindow,
  expandStar,
  qualifyColumns,
  reorderClauses,
  declareColumns,
  insertColumns,
  addAlias,
  castStyle,
  addHint,
  addDlq,
];
