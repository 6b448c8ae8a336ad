/** Runs a program of several commands: finds the command, parses its flags, tells what is wrong with them. */
import { nearest } from '../src/language/text/nearest.ts';
import { type Command, listOf, parseArguments, UsageError } from './arguments.ts';
import { EXIT } from './exit-codes.ts';
import { FileError } from './files.ts';
import { helpOf, overviewOf } from './help.ts';
import { type Io, processIo } from './io.ts';

/** A program of several commands, each loaded only when it is the one asked for. */
export interface Program {
  readonly name: string;
  readonly summary: string;
  readonly version: string;
  readonly commands: Readonly<Record<string, { readonly summary: string; load(): Promise<Command> }>>;
}

/** Runs a program in this process, from its command line to its exit code. */
export async function main(program: Program): Promise<void> {
  const io = processIo();
  try {
    process.exitCode = await runProgram(program, process.argv.slice(2), io);
  } catch (error) {
    const told = error instanceof Error ? error : new Error(String(error));
    const how = io.env.FERRIS_DEBUG
      ? `${told.stack}\n`
      : '  FERRIS_DEBUG=1 shows where it happened; please report it\n';
    await io.stderr.write(`${program.name}: this is a defect of ${program.name}: ${told.message}\n${how}`);
    process.exitCode = EXIT.defect;
  }
}

/** Runs a program's command line; gives its exit code. What the user can mend is told on stderr; other errors are thrown. */
export async function runProgram(program: Program, args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const about = name === 'help' && rest[0] !== undefined ? program.commands[rest[0]] : undefined;
    const text = about ? helpOf(program.name, await about.load()) : overviewOf(program);
    await (name === undefined ? io.stderr : io.stdout).write(text);
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  if (name === '--version' || name === '-V') {
    await io.stdout.write(`${program.name} ${program.version}\n`);
    return EXIT.ok;
  }
  const entry = Object.hasOwn(program.commands, name) ? program.commands[name] : undefined;
  try {
    if (!entry) {
      const known = Object.keys(program.commands);
      const meant = nearest(name, known);
      throw new UsageError(
        `there is no command '${name}'`,
        meant ? `did you mean '${meant}'?` : `the commands are ${listOf(known)}`,
      );
    }
    const command = await entry.load();
    const end = rest.indexOf('--');
    if ((end < 0 ? rest : rest.slice(0, end)).some(arg => arg === '--help' || arg === '-h')) {
      await io.stdout.write(helpOf(program.name, command));
      return EXIT.ok;
    }
    return await command.run(parseArguments(command, rest), io);
  } catch (error) {
    if (error instanceof FileError) {
      await io.stderr.write(`${program.name}: ${error.message}\n`);
      return EXIT.unreadable;
    }
    if (!(error instanceof UsageError)) throw error;
    const more = entry ? `${program.name} ${name} --help` : `${program.name} --help`;
    await io.stderr.write(
      `${program.name}: ${error.message}\n${error.hint ? `  ${error.hint}\n` : ''}  see '${more}'\n`,
    );
    return EXIT.usage;
  }
}
