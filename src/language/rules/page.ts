/** Where a rule's page is: derived from its id, for the docs, SARIF and the editor alike. */

/** The folder of the pages in the repository and in the package. */
export const RULE_PAGES = 'docs/rules';

/** `sql/duplicate-name` → `docs/rules/sql/duplicate-name.md`, below the folder of the package. */
export const pageOfRule = (id: string): string => `${RULE_PAGES}/${id}.md`;

/** @param root address of the folder that holds `docs/`, ending with a slash: `file:///opt/ferris/` */
export const pageAddress = (id: string, root: string): string => root + pageOfRule(id);
