/** All generated pages of docs/, each from the table that the program reads. */
import { annotationsPage } from './annotations.ts';
import { codeActionsPage } from './code-actions.ts';
import { commandsPage } from './commands.ts';
import { configurationPage, settingsSchemaText } from './configuration.ts';
import { exitCodesPage } from './exit-codes.ts';
import { functionsPage } from './functions.ts';
import { hintsPage } from './hints.ts';
import { metricsPage } from './metrics.ts';
import { pricesPage } from './prices.ts';
import { propertiesPage } from './properties.ts';
import { rulePages, rulesPage } from './rules.ts';
import { diagrams, statementsPage } from './statements.ts';
import { typesPage } from './types.ts';

/** The folders below docs/ in which nothing else may be. */
export const GENERATED = ['reference', 'rules'] as const;

/** @returns text by path below docs, with `/` on every system */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['reference/annotations.md', annotationsPage()],
    ['reference/code-actions.md', codeActionsPage()],
    ['reference/commands.md', await commandsPage()],
    ['reference/configuration.md', configurationPage()],
    ['reference/ferris.schema.json', settingsSchemaText()],
    ['reference/exit-codes.md', exitCodesPage()],
    ['reference/functions.md', functionsPage()],
    ['reference/hints.md', hintsPage()],
    ['reference/metrics.md', metricsPage()],
    ['reference/prices.md', pricesPage()],
    ['reference/properties.md', propertiesPage()],
    ['reference/rules.md', rulesPage()],
    ['reference/statements.md', statementsPage()],
    ['reference/types.md', typesPage()],
    ...[...diagrams()].map(([name, svg]) => [`reference/diagrams/${name}`, svg] as const),
    ...rulePages(),
  ]);
}
