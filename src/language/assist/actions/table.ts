/** All refactorings, in the order of the menu. */
import type { Refactoring } from './offer.ts';

export const refactorings: readonly Refactoring[] = [];
