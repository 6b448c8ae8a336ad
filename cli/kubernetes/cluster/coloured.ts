/** A unified diff in the colours that diffs have. */

const COLOURS: Readonly<Record<string, number>> = { '-': 31, '+': 32, '@': 36 };

export const coloured = (diff: string): string =>
  diff.replaceAll(/^([-+@]).*$/gm, (line, mark: string) => `\x1b[${COLOURS[mark]}m${line}\x1b[0m`);
