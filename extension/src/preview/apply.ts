/** Applies a document's deployments to a cluster: the cluster checks them first, a person says yes, then it is done and waited for. */
import { basename } from 'node:path/posix';
import * as vscode from 'vscode';
import { chosenContext, selectContext } from '../cluster/context.ts';
import { FILE, runDeployTool, type ToolEnd } from '../cluster/deploy-tool.ts';
import { clusterArguments, contextArguments } from './options.ts';

/** Whether something was applied. */
export async function applyToCluster(
  extension: vscode.Uri,
  document: vscode.TextDocument,
  log: vscode.LogOutputChannel,
): Promise<boolean> {
  const context = chosenContext() || (await selectContext());
  if (context === undefined) return false;
  const file = basename(document.uri.path);
  const text = document.getText();
  const args = ['deploy-from-sql', FILE, ...contextArguments(context), ...clusterArguments(document)];
  const tried = await withProgress(`${context} checks ${file}`, (said, token) =>
    runDeployTool({ extension, document, args: [...args, '--dry-run', 'server'], said }, token),
  );
  if (tried.code !== 0) {
    tell(log, `Nothing was applied to ${context}`, tried);
    return false;
  }
  const changes = tried.stdout.split('\n').filter(line => line.includes('(dry run'));
  const lost = lostState(tried.stderr);
  const go = lost.length > 0 ? 'Apply and Reset State' : 'Apply';
  const answer = await vscode.window.showWarningMessage(
    `Apply ${changes.length} objects of ${file} to ${context}?`,
    { modal: true, detail: shortened([...lost, ...changes]) },
    go,
  );
  if (answer !== go) return false;
  if (document.getText() !== text) {
    void vscode.window.showWarningMessage(
      'FerrisSQL: The text was edited while it was asked about: nothing was applied.',
    );
    return false;
  }
  const done = await withProgress(`${file} to ${context}`, (said, token) =>
    runDeployTool(
      { extension, document, args: [...args, '--yes', ...(lost.length > 0 ? ['--reset-state'] : [])], said },
      token,
    ),
  );
  if (done.code === 0) {
    log.info(`applied ${file} to ${context}\n${done.stdout}`);
    void vscode.window.showInformationMessage(`FerrisSQL: ${file} is applied to ${context}.`);
  } else tell(log, `${file} could not be applied to ${context}`, done);
  return true;
}

/** The lines that tell what a job remembers and would lose, as deploy-from-sql writes them. */
const lostState = (stderr: string): readonly string[] =>
  stderr.split('\n').filter(line => /keeps state that this would throw away|^ {2}(changed|gone|what) /.test(line));

const LONGEST = 15;

const shortened = (lines: readonly string[]): string =>
  lines.length <= LONGEST
    ? lines.join('\n')
    : [...lines.slice(0, LONGEST), `… and ${lines.length - LONGEST} more`].join('\n');

type Said = (text: string) => void;

/** Can be cancelled; the last line that was said is shown. */
const withProgress = (
  title: string,
  work: (said: Said, token: vscode.CancellationToken) => Promise<ToolEnd>,
): Thenable<ToolEnd> =>
  vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `FerrisSQL: ${title}`, cancellable: true },
    (progress, token) =>
      work(text => {
        const message = text.split(/[\r\n]+/).findLast(line => line.trim() !== '');
        if (message !== undefined) progress.report({ message });
      }, token),
  );

function tell(log: vscode.LogOutputChannel, what: string, { code, stdout, stderr }: ToolEnd): void {
  log.error(`${what}\n${stdout}${stderr}`);
  if (code === null && stderr === '') return;
  const why = stderr
    .trim()
    .split('\n')
    .find(line => line.startsWith('ferris-k8s-deploy:'))
    ?.slice('ferris-k8s-deploy:'.length)
    .trim();
  const open = 'Show Log';
  void vscode.window
    .showErrorMessage(`FerrisSQL: ${what}: ${why ?? (stderr.trim().split('\n').at(-1) || 'it was stopped')}`, open)
    .then(answer => answer === open && log.show());
}
