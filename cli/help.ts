/** The pages that `--help` prints, from the same tables that the command line is parsed with. */
import { type Command, type Flag, listOf } from './arguments.ts';
import { EXIT_MEANINGS } from './exit-codes.ts';
import type { Program } from './program.ts';

/** The page that `PROGRAM COMMAND --help` prints. */
export function helpOf(program: string, command: Command): string {
  const rows = Object.entries({ ...command.flags, help: { doc: 'this page', short: 'h' } } as Record<string, Flag>).map(
    ([name, flag]) => {
      const left = `${flag.short ? `-${flag.short}, ` : ''}--${name}${flag.value ? ` ${flag.value}` : ''}`;
      const details = [
        flag.allowed && flag.value ? listOf(flag.allowed) : '',
        flag.default === undefined ? '' : `default ${flag.default}`,
        flag.required ? 'required' : '',
        flag.repeats ? 'may be repeated' : '',
      ].filter(Boolean);
      return [left, details.length ? `${flag.doc} (${details.join('; ')})` : flag.doc] as const;
    },
  );
  const { positionals } = command;
  const operand = positionals ? ` ${positionals.min === 0 ? `[${positionals.name}]` : positionals.name}` : '';
  const sections = [
    `${program} ${command.name}: ${command.summary}`,
    `Usage: ${program} ${command.name}${operand} [flags]`,
    ...(positionals ? [`  ${positionals.name}: ${positionals.doc}`] : []),
    '',
    'Flags:',
    ...table(rows),
    '',
    'Exit codes:',
    ...table(EXIT_MEANINGS.map(([code, meaning]) => [String(code), meaning])),
    ...(command.examples.length
      ? ['', 'Examples:', ...command.examples.flatMap(([line, what]) => [`  # ${what}`, `  ${line}`])]
      : []),
  ];
  return `${sections.join('\n')}\n`;
}

/** Two aligned columns, indented. */
function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(34, Math.max(0, ...rows.map(([left]) => left.length)));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

/** The page that `PROGRAM --help` prints. */
export function overviewOf(program: Program): string {
  const rows = Object.entries(program.commands).map(([name, { summary }]) => [name, summary] as const);
  return [
    `${program.name} ${program.version}: ${program.summary}`,
    `Usage: ${program.name} COMMAND [flags]`,
    '',
    'Commands:',
    ...table(rows),
    '',
    `'${program.name} COMMAND --help' tells more about one of them.`,
    '',
  ].join('\n');
}
