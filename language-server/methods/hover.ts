/** textDocument/hover: what the thing under the cursor is; of a hint or a statement also the deployment and its price. */
import { type ClientCapabilities, type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import { describeHint, isRight } from '../../src/compiler/deploy/hover/hint.ts';
import { describeStatement, type Preview } from '../../src/compiler/deploy/hover/statement.ts';
import { graphText } from '../../src/compiler/explain/graph-text.ts';
import type { Statement } from '../../src/language/analyze.ts';
import { headAt } from '../../src/language/assist/hover/head.ts';
import { hoverAt } from '../../src/language/assist/hover/hover.ts';
import type { Page } from '../../src/language/assist/hover/page.ts';
import { deploymentsIn, pricesIn } from '../deployments.ts';
import type { Method } from '../method.ts';
import { graphIn } from '../plan-graph.ts';
import { type FerrisClientCapabilities, PREVIEW_COMMAND, type StatementArguments } from '../protocol.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';
import { yamlAt, yamlHover } from '../yaml/assist.ts';

export const hoverMethod: Method = {
  capabilities: () => ({ hoverProvider: true }),
  start({ connection, project, ask, client }) {
    connection.onHover(({ textDocument: { uri }, position }) => {
      const yaml = yamlAt(project, uri);
      return yaml ? yamlHover(yaml, position) : ask(uri, null, snapshot => hover(snapshot, position, client()));
    });
  },
};

function hover(snapshot: Snapshot, position: Position, client: ClientCapabilities): Hover | null {
  const { text, analysis, document, project } = snapshot;
  const offset = document.offsetAt(position);
  const page =
    statementPage(snapshot, offset, client) ??
    hoverAt({
      workspace: project.workspace,
      path: document.uri,
      text,
      analysis,
      offset,
      now: Date.now(),
    });
  if (!page) return null;
  const deployment = describeHint(
    analysis,
    statement => deploymentsIn(snapshot, statement),
    offset,
    pricesIn(snapshot),
  );
  const value = deployment === undefined ? page.markdown : `${page.markdown}\n\n---\n\n${deployment}`;
  return { range: toRange(snapshot, page.span), contents: { kind: MarkupKind.Markdown, value } };
}

/** On the first words of a statement that runs: how it is computed for EXPLAIN, else what it costs and becomes. */
function statementPage(snapshot: Snapshot, offset: number, client: ClientCapabilities): Page | undefined {
  const { text, analysis, document } = snapshot;
  const head = headAt(text, analysis.statements, offset);
  if (!head) return undefined;
  const { statement, span } = head;
  if (statement.kind.startsWith('EXPLAIN')) {
    const markdown = graphText(graphIn(snapshot, statement.index));
    return markdown === '' ? undefined : { span, markdown: `\`\`\`text\n${markdown}\`\`\`` };
  }
  const [spec] = statement.runnable ? deploymentsIn(snapshot, statement.index).specs : [];
  // A wrong value has no deployment to tell of.
  if (!spec?.hints.every(isRight)) return undefined;
  return { span, markdown: describeStatement(spec, previewFor(client, document.uri, statement), pricesIn(snapshot)) };
}

function previewFor({ experimental }: ClientCapabilities, uri: string, { index }: Statement): Preview {
  const { commands, htmlDetails }: FerrisClientCapabilities = experimental ?? {};
  const given: StatementArguments = [uri, index];
  return {
    folds: htmlDetails === true,
    link:
      Array.isArray(commands) && commands.includes(PREVIEW_COMMAND)
        ? `command:${PREVIEW_COMMAND}?${encodeURIComponent(JSON.stringify(given))}`
        : undefined,
  };
}
