/** Preview deployment: the manifests of a file or a statement beside it, which follow its edits. */
import { basename } from 'node:path/posix';
import * as vscode from 'vscode';
import {
  type ClusterParams,
  DEPLOYMENT_REQUEST,
  type DeploymentParams,
  type DeploymentResult,
  PREVIEW_COMMAND,
} from '../../../language-server/protocol.ts';
import { follow } from '../beside/follow.ts';
import { openPage } from '../beside/page.ts';
import { Pages } from '../beside/pages.ts';
import { reveal } from '../beside/reveal.ts';
import { subjectOf } from '../beside/subject.ts';
import { chosenContext, selectContext } from '../cluster/context.ts';
import type { LanguageServer } from '../language/server.ts';
import { applyToCluster } from './apply.ts';
import { compareWithCluster } from './compare.ts';
import { clusterParams } from './options.ts';
import type { ClusterDifference, PreviewAnswer, PreviewObject, PreviewUpdate } from './protocol.ts';
import { writeToFolder } from './write.ts';

export const PREVIEW_TYPE = 'ferris.preview';

export function registerPreview(
  extension: vscode.Uri,
  server: LanguageServer,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const pages = new Pages();
  const preview = async (uri?: unknown, statement?: unknown): Promise<void> => {
    const subject = await subjectOf(uri, statement);
    if (!subject) return;
    const { document } = subject;
    const { statements } = await server.statements(document);
    const line = subject.statement === undefined ? undefined : statements[subject.statement]?.range.start.line;
    pages.show(document, () => openPreview(extension, server, log, document, line));
  };
  const ofActive =
    (act: (extension: vscode.Uri, document: vscode.TextDocument, log: vscode.LogOutputChannel) => Promise<unknown>) =>
    async (): Promise<void> => {
      const subject = await subjectOf(undefined, undefined);
      if (subject) await act(extension, subject.document, log);
    };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(PREVIEW_COMMAND, preview),
    vscode.commands.registerCommand('ferris.writeDeployment', ofActive(writeToFolder)),
    vscode.commands.registerCommand('ferris.applyDeployment', ofActive(applyToCluster)),
    vscode.commands.registerCommand('ferris.selectContext', selectContext),
  );
}

function openPreview(
  extension: vscode.Uri,
  server: LanguageServer,
  log: vscode.LogOutputChannel,
  document: vscode.TextDocument,
  line: number | undefined,
): vscode.WebviewPanel {
  const file = basename(document.uri.path);
  let update: PreviewUpdate = {
    title: file,
    part: line !== undefined,
    file,
    result: undefined,
    before: undefined,
    since: document.isDirty ? 'opened' : 'saved',
    cluster: undefined,
    trusted: vscode.workspace.isTrusted,
    failure: undefined,
  };
  const page = openPage<PreviewUpdate, PreviewAnswer>(
    { extension, name: 'preview', type: PREVIEW_TYPE, title: `Deployment of ${file}` },
    answer => void act(answer).catch((error: unknown) => show({ failure: messageOf(error) })),
  );
  const show = (changes: Partial<PreviewUpdate>): void => {
    update = { ...update, ...changes };
    page.show(update);
  };
  /** What was saved and has not been answered about yet: a person saves faster than manifests are made. */
  let savedVersion: number | undefined;
  const asked = new vscode.CancellationTokenSource();
  const compare = async (): Promise<void> => {
    const context = chosenContext() || (await selectContext());
    if (context === undefined) return;
    show({ cluster: { context, state: 'asking', text: '', stale: false } });
    const before = document.version;
    const cluster: ClusterDifference = await compareWithCluster(extension, document, context, asked.token);
    show({ cluster: { ...cluster, stale: document.version !== before } });
  };
  const act = async (answer: PreviewAnswer): Promise<void> => {
    switch (answer.kind) {
      case 'reveal':
        return reveal(document, answer.range);
      case 'write':
        return writeToFolder(extension, document, log);
      case 'apply':
        if (await applyToCluster(extension, document, log)) await compare();
        return undefined;
      case 'compare':
        return compare();
      case 'context':
        if ((await selectContext()) !== undefined) await compare();
        return undefined;
      case 'whole':
        await vscode.commands.executeCommand(PREVIEW_COMMAND, document.uri.toString());
        return undefined;
    }
  };
  const following = follow(
    server,
    document,
    line,
    async ({ statement }) => {
      const about: DeploymentParams & ClusterParams = {
        textDocument: { uri: document.uri.toString() },
        ...(statement === undefined ? {} : { statement: statement.index }),
        ...clusterParams(document),
      };
      const result = await server.request<DeploymentResult>(DEPLOYMENT_REQUEST, about);
      const objects = objectsOf(result);
      const stale = update.result !== undefined && update.result.yaml !== result.yaml;
      const isSaved = savedVersion !== undefined && result.version >= savedVersion;
      if (isSaved) savedVersion = undefined;
      show({
        title: statement ? (statement.name ?? statement.kind) : file,
        result,
        // While there are errors nothing is made, and nothing can be compared with.
        before: isSaved ? objects : (update.before ?? objects),
        since: isSaved ? 'saved' : update.since,
        cluster: update.cluster && { ...update.cluster, stale: update.cluster.stale || stale },
        failure: undefined,
      });
    },
    why => show({ failure: why }),
  );
  const listeners = vscode.Disposable.from(
    asked,
    following,
    vscode.workspace.onDidSaveTextDocument(saved => {
      if (saved !== document) return;
      if (update.result?.version === document.version) show({ before: objectsOf(update.result), since: 'saved' });
      else savedVersion = document.version;
    }),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('ferris.kubernetes', document)) following.again();
    }),
  );
  page.window.onDidDispose(() => {
    asked.cancel();
    listeners.dispose();
  });
  return page.window;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What deployments share is told once. */
function objectsOf({ deployments, yaml }: DeploymentResult): readonly PreviewObject[] | undefined {
  if (yaml === '') return undefined;
  const all = deployments.flatMap(({ objects }) => objects);
  return [...new Map(all.map(one => [one.yaml, one])).values()];
}
