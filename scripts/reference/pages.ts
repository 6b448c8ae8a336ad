/** All pages of docs/reference, each from the table that the program reads. */
import { commandsPage } from './commands.ts';
import { exitCodesPage } from './exit-codes.ts';
import { functionsPage } from './functions.ts';
import { hintsPage } from './hints.ts';
import { propertiesPage } from './properties.ts';
import { rulesPage } from './rules.ts';

/** @returns text by file name below docs/reference */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['commands.md', await commandsPage()],
    ['exit-codes.md', exitCodesPage()],
    ['functions.md', functionsPage()],
    ['hints.md', hintsPage()],
    ['properties.md', propertiesPage()],
    ['rules.md', rulesPage()],
  ]);
}
