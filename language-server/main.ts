/** ferris-language-server as a process: the Language Server Protocol over standard input and output. */
import { setFlagsFromString } from 'node:v8';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { serve } from './connection.ts';
import { nodeHost } from './node-host.ts';
import { connectionOptions } from './options.ts';
import { VERSION } from './version.ts';

// Node lets the space of new objects grow up to some 100 MB, of which a server that waits for keys has no use: with 1,000
// files checked it takes 230 MB instead of 335, at a few milliseconds for a key in 10,000 lines (bench/language-server).
setFlagsFromString('--semi-space-growth-factor=1');

const USAGE = `ferris-language-server: the language server of FerrisSQL, for any editor that speaks LSP

usage: ferris-language-server [--stdio | --help | --version]

It reads requests from standard input and answers on standard output. Editors start it; there is nothing to type.
`;

const unknown = process.argv.slice(2).find(argument => !isKnown(argument));
if (process.argv.includes('--help') || process.argv.includes('-h')) process.stdout.write(USAGE);
else if (process.argv.includes('--version')) process.stdout.write(`ferris-language-server ${VERSION}\n`);
else if (unknown !== undefined) {
  process.stderr.write(`ferris-language-server: unknown argument '${unknown}'\n\n${USAGE}`);
  process.exitCode = 64;
} else {
  // Whatever a library prints must not get between the messages.
  console.log = console.info = console.warn = console.error;
  process.stdout.on('error', () => process.exit(1));
  const connection = createConnection(
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
    connectionOptions,
  );
  // An editor that died without saying goodbye closes the pipe.
  process.stdin.on('end', () => process.exit(1));
  // A defect in one answer is told, and costs that answer alone.
  const tell = (error: unknown): void =>
    connection.console.error(
      `a defect of this server: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
    );
  process.on('uncaughtException', tell);
  process.on('unhandledRejection', tell);
  serve(connection, nodeHost);
}

/** Editors add the id of their process: the server ends when that process does. */
function isKnown(argument: string): boolean {
  return ['--stdio', '--help', '-h', '--version'].includes(argument) || /^--clientProcessId=\d+$/.test(argument);
}
