/** What applying a document's deployments would change in a cluster; nothing is written. */
import type * as vscode from 'vscode';
import { FILE, runDeployTool } from '../cluster/deploy-tool.ts';
import { clusterArguments, contextArguments } from './options.ts';
import type { ClusterDifference } from './protocol.ts';

export async function compareWithCluster(
  extension: vscode.Uri,
  document: vscode.TextDocument,
  context: string,
  token: vscode.CancellationToken,
): Promise<ClusterDifference> {
  const args = ['deploy-from-sql', FILE, '--diff', ...contextArguments(context), ...clusterArguments(document)];
  const { code, stdout, stderr } = await runDeployTool({ extension, document, args }, token);
  // It ends with 1 when there are differences, and when there are findings: those have no output.
  const state = code === 0 ? 'same' : code === 1 && stdout !== '' ? 'different' : 'failed';
  return { context, state, text: state === 'failed' ? stderr.trim() : stdout, stale: false };
}
