/** textDocument/inlayHint: columns behind `*`, types of what is computed, lengths of time, defaults and the price of hints. */
import {
  DidChangeConfigurationNotification,
  type InlayHint,
  InlayHintKind,
  InlayHintRefreshRequest,
  MarkupKind,
} from 'vscode-languageserver';
import { costNotes, defaultNotes } from '../../src/compiler/deploy/hint-notes.ts';
import type { DeploymentSpec } from '../../src/compiler/deploy/spec.ts';
import { lineBreakOf } from '../../src/language/assist/actions/line-text.ts';
import { INLAY_KINDS, type Inlay, type InlayKind } from '../../src/language/assist/inlay/hint.ts';
import { statementInlays } from '../../src/language/assist/inlay/statements.ts';
import { attachHints, type HintScope } from '../../src/language/hints/attach.ts';
import type { Span } from '../../src/language/text/span.ts';
import { costIn, deploymentsIn, outsideOf } from '../deployments.ts';
import type { Method, Server } from '../method.ts';
import { refreshWithOthers } from '../refresh.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

/** What a note is of until somebody points at it. */
interface Waiting {
  readonly uri: string;
  readonly version: number;
  readonly kind: InlayKind;
  readonly at: number;
}

export const inlayHintMethod: Method = {
  capabilities: () => ({ inlayHintProvider: { resolveProvider: true } }),
  start(server) {
    const { connection, ask } = server;
    const wanted = settingsOf(server);
    refreshWithOthers(
      server,
      () => canRefresh(server),
      () => connection.sendRequest(InlayHintRefreshRequest.type),
    );
    connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
      const kinds = await wanted();
      return ask<InlayHint[]>(uri, [], snapshot => {
        const { document } = snapshot;
        const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
        return inlaysIn(snapshot, span, kinds).map(one => toInlayHint(snapshot, one));
      });
    });
    connection.languages.inlayHint.resolve(hint => {
      const { uri, version, kind, at } = hint.data as Waiting;
      return ask<InlayHint>(uri, hint, snapshot => {
        const found =
          snapshot.version === version
            ? inlaysIn(snapshot, { start: at, end: at }, new Set([kind])).find(one => one.kind === kind)
            : undefined;
        if (!found) return hint;
        const { tooltip, edit } = found;
        return {
          ...hint,
          ...(tooltip ? { tooltip: { kind: MarkupKind.Markdown, value: tooltip() } } : {}),
          ...(edit ? { textEdits: [{ range: toRange(snapshot, edit.span), newText: edit.text }] } : {}),
        };
      });
    });
  },
};

function inlaysIn(snapshot: Snapshot, range: Span, kinds: ReadonlySet<InlayKind>): readonly Inlay[] {
  const { analysis } = snapshot;
  const found = IN_STATEMENTS.some(kind => kinds.has(kind)) ? [...statementInlays(analysis, range)] : [];
  if (kinds.has('cost') || kinds.has('defaults')) {
    const attached = attachHints(analysis.pieces);
    if (kinds.has('cost'))
      found.push(
        ...costNotes(attached, range, {
          specsOf: scopes => specsIn(snapshot, scopes),
          costOf: spec => costIn(snapshot, spec),
        }),
      );
    if (kinds.has('defaults'))
      found.push(...defaultNotes(attached, range, outsideOf(snapshot), lineBreakOf(snapshot.text)));
  }
  return found.filter(({ kind }) => kinds.has(kind));
}

const IN_STATEMENTS: readonly InlayKind[] = ['columns', 'types', 'lengths'];

/** Of one statement alone where it is the only one that is meant: that costs no other statement. */
function specsIn(snapshot: Snapshot, scopes: readonly HintScope[]): readonly DeploymentSpec[] {
  const { statements } = snapshot.analysis;
  const indexes = new Set(scopes.flatMap(({ piece }) => statements.find(one => one.piece === piece)?.index ?? []));
  const [only] = indexes;
  const deployments = deploymentsIn(snapshot, indexes.size === 1 ? only : undefined);
  return deployments.specs.filter((_, i) => deployments.statements[i]!.some(index => indexes.has(index)));
}

const toInlayHint = (snapshot: Snapshot, { kind, at, label, tooltip, edit }: Inlay): InlayHint => {
  const { uri } = snapshot.document;
  const data: Waiting = { uri, version: snapshot.version, kind, at };
  return {
    position: snapshot.document.positionAt(at),
    label,
    ...(kind === 'columns' || kind === 'types' ? { kind: InlayHintKind.Type } : {}),
    paddingLeft: !label.startsWith(':'),
    ...(tooltip || edit ? { data } : {}),
  };
};

const canRefresh = ({ client }: Server): boolean => client().workspace?.inlayHint?.refreshSupport ?? false;

const ALL: ReadonlySet<InlayKind> = new Set(INLAY_KINDS);

/** The kinds that the client wants, asked once and again when it says that something changed. */
function settingsOf(server: Server): () => Promise<ReadonlySet<InlayKind>> {
  const { connection, client } = server;
  let kinds: Promise<ReadonlySet<InlayKind>> | undefined;
  connection.onDidChangeConfiguration(() => {
    kinds = undefined;
    if (canRefresh(server)) connection.sendRequest(InlayHintRefreshRequest.type).catch(() => undefined);
  });
  let registered = false;
  return () => {
    if (!registered && client().workspace?.didChangeConfiguration?.dynamicRegistration)
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'ferris' });
    registered = true;
    kinds ??= client().workspace?.configuration
      ? connection.workspace.getConfiguration('ferris.inlayHints').then(kindsIn, () => ALL)
      : Promise.resolve(ALL);
    return kinds;
  };
}

/** What is not said to be off is on. */
function kindsIn(settings: unknown): ReadonlySet<InlayKind> {
  if (settings === false) return new Set();
  if (typeof settings !== 'object' || settings === null) return ALL;
  const off = new Map(Object.entries(settings));
  return new Set(INLAY_KINDS.filter(kind => off.get(kind) !== false));
}
