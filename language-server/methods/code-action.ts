/** textDocument/codeAction and codeAction/resolve: fixes of findings, refactorings, and fixing the whole file. */
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionParams,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { actionsAt } from '../../src/language/assist/actions/actions.ts';
import type { ActionKind, ActionSubject, Offer } from '../../src/language/assist/actions/offer.ts';
import { atLevels } from '../../src/language/rules/levels.ts';
import type { Diagnostic as Finding } from '../../src/language/text/diagnostic.ts';
import type { Span } from '../../src/language/text/span.ts';
import type { Method, Server } from '../method.ts';
import { toDiagnostic } from '../project/findings.ts';
import type { Snapshot } from '../snapshot.ts';
import { rangeIn } from '../translate.ts';

/** What a menu's entry is found again by, when its edits are asked for. */
interface Wanted {
  readonly uri: string;
  readonly version: number;
  readonly at: Span;
  readonly kind: ActionKind;
  readonly title: string;
  /** Its place among the offers of its kind. */
  readonly place: number;
}

const KINDS: readonly ActionKind[] = [
  'quickfix',
  'refactor.extract',
  'refactor.inline',
  'refactor.rewrite',
  'source.fixAll.ferris',
];

export const codeActionMethod: Method = {
  capabilities: client => ({
    codeActionProvider: { codeActionKinds: [...KINDS], resolveProvider: resolvesEdits(client) },
  }),
  start(server) {
    const { connection, ask } = server;
    connection.onCodeAction(params =>
      ask(params.textDocument.uri, [], snapshot => codeActions(snapshot, params, server)),
    );
    connection.onCodeActionResolve(action => resolve(action, server));
  },
};

const resolvesEdits = ({ textDocument }: ClientCapabilities): boolean =>
  textDocument?.codeAction?.dataSupport === true &&
  (textDocument.codeAction.resolveSupport?.properties.includes('edit') ?? false);

/** How long fixing may take while all of the server waits, in milliseconds: of an entry that was chosen, and of a menu. */
const PATIENCE = { chosen: 2000, menu: 200 };

function codeActions(snapshot: Snapshot, params: CodeActionParams, server: Server): CodeAction[] {
  return trying(snapshot, PATIENCE.menu, trial => menu(snapshot, params, server, trial));
}

function menu(snapshot: Snapshot, { range, context }: CodeActionParams, server: Server, trial: Trial): CodeAction[] {
  const { document, version } = snapshot;
  const client = server.client();
  const lazy = resolvesEdits(client);
  const start = document.offsetAt(range.start);
  const at = { start, end: Math.max(start, document.offsetAt(range.end)) };
  const { only } = context;
  const wants = (kind: ActionKind): boolean =>
    only
      ? only.some(one => one === '' || kind === one || kind.startsWith(`${one}.`))
      : // To fix everything is worth the trouble only when it is asked for.
        lazy || !kind.startsWith('source');
  const counts = new Map<ActionKind, number>();
  return actionsAt(subjectOf(snapshot, at, trial), wants).flatMap(offer => {
    const place = counts.get(offer.kind) ?? 0;
    counts.set(offer.kind, place + 1);
    const edits = lazy ? undefined : offer.edits();
    if (edits?.length === 0) return [];
    const wanted: Wanted = { uri: document.uri, version, at, kind: offer.kind, title: offer.title, place };
    return [
      {
        title: offer.title,
        kind: offer.kind,
        ...(offer.findings ? { diagnostics: offer.findings.map(one => toDiagnostic(snapshot, one, server.host)) } : {}),
        ...(offer.preferred ? { isPreferred: true } : {}),
        ...(edits ? { edit: workspaceEdit(snapshot, edits, client) } : { data: wanted }),
      },
    ];
  });
}

/** @throws ResponseError when the document has changed since the menu was shown, or the entry is none of ours */
function resolve(action: CodeAction, { project, client }: Server): CodeAction {
  const wanted = action.data as Partial<Wanted> | undefined;
  const { uri, version, at, kind, title, place } = wanted ?? {};
  if (action.edit) return action;
  if (typeof uri !== 'string' || typeof at?.start !== 'number' || typeof at.end !== 'number')
    throw new ResponseError(ErrorCodes.InvalidParams, 'this code action was not made by this server');
  const snapshot = project.snapshot(uri);
  const edits =
    snapshot?.version === version && snapshot
      ? trying(snapshot, PATIENCE.chosen, trial => {
          const offers = actionsAt(subjectOf(snapshot, at, trial), one => one === kind);
          const offer = offers.filter(one => one.kind === kind)[place ?? 0];
          return offer?.title === title ? offer?.edits() : undefined;
        })
      : undefined;
  if (!snapshot || !edits)
    throw new ResponseError(
      LSPErrorCodes.ContentModified,
      `'${uri}' has changed since: ask for its code actions again`,
    );
  return { ...action, edit: workspaceEdit(snapshot, edits, client()) };
}

function subjectOf({ text, analysis }: Snapshot, at: Span, trial: Trial): ActionSubject {
  return { text, analysis: { ...analysis, diagnostics: trial.shown(analysis.diagnostics) }, at, ...trial };
}

interface Trial extends Required<Pick<ActionSubject, 'check' | 'goOn'>> {
  /** Findings as the project's settings show them. */
  shown(found: readonly Finding[]): readonly Finding[];
}

/** Lets other texts take the place of a file for a while: what is the same in them is not computed again. */
function trying<Answer>({ document, text, project }: Snapshot, ms: number, what: (trial: Trial) => Answer): Answer {
  const { workspace } = project;
  const shown = (found: readonly Finding[]) => atLevels(found, project.settings.of(document.uri).levels);
  const until = performance.now() + ms;
  try {
    return what({
      shown,
      check(changed) {
        workspace.setFile(document.uri, changed);
        return shown(workspace.analysis(document.uri)!.diagnostics);
      },
      goOn: () => performance.now() < until,
    });
  } finally {
    workspace.setFile(document.uri, text);
  }
}

/** With the version it is for, where the client takes it: edits of another text are refused then. */
function workspaceEdit(
  { document, version, project }: Snapshot,
  edits: ReturnType<Offer['edits']>,
  client: ClientCapabilities,
): WorkspaceEdit {
  const textEdits = edits.map(({ span, text }) => ({ range: rangeIn(document, span), newText: text }));
  return client.workspace?.workspaceEdit?.documentChanges
    ? {
        documentChanges: [
          {
            textDocument: { uri: document.uri, version: project.isOpen(document.uri) ? version : null },
            edits: textEdits,
          },
        ],
      }
    : { changes: { [document.uri]: textEdits } };
}
