/** The few pieces of Markdown that the reference is made of. */

/** A row of a table: a line break or a bar in a cell would end it. */
const row = (cells: readonly string[]) =>
  `| ${cells.map(cell => cell.replaceAll('\n', ' ').replaceAll('|', '\\|')).join(' | ')} |`;

export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');

export const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

export const fence = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;

/** A whole page. The note keeps people from editing what is written over. */
export const page = (title: string, sections: readonly string[]): string =>
  `${[`# ${title}`, '<!-- Written by `npm run docs` from the tables of the program; change those. -->', ...sections].join('\n\n')}\n`;
