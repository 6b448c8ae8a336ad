/** How a hover's page is put together: a line of code, then paragraphs and lists. */

/** What is found under a cursor: what part of the statement it is about, and the page. */
export interface Page {
  /** In the file. */
  readonly span: { readonly start: number; readonly end: number };
  readonly markdown: string;
}

export const code = (text: string): string => `\`\`\`ferris-sql\n${text}\n\`\`\``;

/** Parts that are there, a blank line between them. */
export const paragraphs = (...parts: readonly (string | undefined)[]): string =>
  parts.filter(part => part !== undefined && part !== '').join('\n\n');

export const list = (lines: readonly string[]): string => lines.map(line => `- ${line}`).join('\n');

/** In a text of Markdown: what it holds is shown as it is. */
export const inline = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const short = line.length > 120 ? `${line.slice(0, 119)}…` : line;
  return short.includes('`') ? `\`\` ${short} \`\`` : `\`${short}\``;
};

/** As many as a person reads. */
export const first = (count: number, lines: readonly string[]): readonly string[] =>
  lines.length > count ? [...lines.slice(0, count), `… and ${lines.length - count} more`] : lines;
