/** textDocument/codeLens: Run, Explain and Preview, what a deployment costs, and who reads a stream. */
import {
  type CodeLens,
  CodeLensRefreshRequest,
  type Command,
  type Location,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { costLine, priceTag } from '../../src/compiler/deploy/cost/text.ts';
import { isRight } from '../../src/compiler/deploy/hover/hint.ts';
import { consumersOf, type LensKind, lensesOf, madeBy } from '../../src/language/assist/structure/lenses.ts';
import { costIn, deploymentsIn } from '../deployments.ts';
import { locationsIn } from '../locations.ts';
import type { Method, Server } from '../method.ts';
import {
  EXPLAIN_COMMAND,
  type FerrisClientCapabilities,
  PREVIEW_COMMAND,
  RUN_COMMAND,
  SHOW_REFERENCES_COMMAND,
  type ShowReferencesArguments,
  type StatementArguments,
} from '../protocol.ts';
import { refreshWithStored } from '../refresh.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

/** What a lens is of until it is in sight and its title is asked for. */
interface Waiting {
  readonly uri: string;
  readonly version: number;
  readonly kind: LensKind;
  readonly statement: number;
}

export const codeLensMethod: Method = {
  capabilities: () => ({ codeLensProvider: { resolveProvider: true } }),
  start(server) {
    const { connection, ask, client } = server;
    connection.onCodeLens(({ textDocument: { uri } }) =>
      ask<CodeLens[]>(uri, [], snapshot => lenses(snapshot, commandsOf(server))),
    );
    connection.onCodeLensResolve(lens => {
      // A lens that was answered whole comes back as it is.
      if (!isWaiting(lens.data)) return lens;
      const { uri, version, kind, statement } = lens.data;
      return ask<CodeLens>(uri, lens, snapshot => {
        if (snapshot.version !== version) throw new ResponseError(LSPErrorCodes.ContentModified, 'the text is another');
        const tell = kind === 'price' ? price : consumers;
        return { range: lens.range, command: tell(snapshot, statement, commandsOf(server)) };
      });
    });
    refreshWithStored(
      server,
      () => client().workspace?.codeLens?.refreshSupport ?? false,
      () => connection.sendRequest(CodeLensRefreshRequest.type),
    );
  },
};

const isWaiting = (data: unknown): data is Waiting =>
  typeof data === 'object' && data !== null && 'uri' in data && 'version' in data && 'statement' in data;

/** Those that the client can run. */
const commandsOf = ({ client }: Server): ReadonlySet<string> => {
  const { commands } = (client().experimental ?? {}) as FerrisClientCapabilities;
  return new Set(Array.isArray(commands) ? commands : []);
};

/** Said at once; the others when they are in sight. */
const COMMANDS: Readonly<Partial<Record<LensKind, Command>>> = {
  run: { title: '▶ Run', tooltip: 'Run this query and watch its rows arrive', command: RUN_COMMAND },
  explain: { title: 'Explain', tooltip: 'How this query is computed: stages, keys, state', command: EXPLAIN_COMMAND },
  preview: {
    title: 'Preview deployment',
    tooltip: 'The Kubernetes objects that this statement and its hints become',
    command: PREVIEW_COMMAND,
  },
};

function lenses(snapshot: Snapshot, can: ReadonlySet<string>): CodeLens[] {
  const { analysis, project, version } = snapshot;
  const { uri } = snapshot.document;
  return lensesOf(project.workspace, uri, analysis).flatMap(({ kind, statement }): CodeLens[] => {
    const range = toRange(snapshot, statement.span);
    const command = COMMANDS[kind];
    const of: StatementArguments = [uri, statement.index];
    if (!command) {
      const data: Waiting = { uri, version, kind, statement: statement.index };
      return [{ range, data }];
    }
    return can.has(command.command) ? [{ range, command: { ...command, arguments: [...of] } }] : [];
  });
}

/** Leads to the preview, which tells the rest. */
function price(snapshot: Snapshot, statement: number, can: ReadonlySet<string>): Command {
  const { specs, statements } = deploymentsIn(snapshot, statement);
  const [spec] = specs;
  if (!spec?.hints.every(isRight)) return { title: 'no price: its hints have errors', command: '' };
  const estimate = costIn(snapshot, spec);
  const together = statements[0]?.length ?? 1;
  const of: StatementArguments = [snapshot.document.uri, statement];
  return {
    title: together > 1 ? `${priceTag(estimate)} for ${together} statements` : priceTag(estimate),
    tooltip: `${spec.name}: ${costLine(estimate)}`,
    ...(can.has(PREVIEW_COMMAND) ? { command: PREVIEW_COMMAND, arguments: [...of] } : { command: '' }),
  };
}

function consumers(snapshot: Snapshot, index: number, can: ReadonlySet<string>): Command {
  const { analysis, project } = snapshot;
  const { uri } = snapshot.document;
  const statement = analysis.statements[index];
  const made = statement && madeBy(project.workspace, uri, statement);
  if (!made) return { title: '', command: '' };
  const found = consumersOf(project.workspace, uri, made.name, statement);
  const title = `${found.length === 0 ? 'no' : found.length} consumer${found.length === 1 ? '' : 's'} of this ${made.kind}`;
  if (found.length === 0 || !can.has(SHOW_REFERENCES_COMMAND)) return { title, command: '' };
  const places: Location[] = locationsIn(project, found);
  const of: ShowReferencesArguments = [uri, toRange(snapshot, statement.span).start, places];
  return { title, command: SHOW_REFERENCES_COMMAND, arguments: [...of] };
}
