/** A page beside the SQL: a webview whose script shows what it is sent, and answers. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

interface PageParts {
  /** The extension's folder: `media/NAME.js` and `media/NAME.css` are the page's. */
  readonly extension: vscode.Uri;
  readonly name: string;
  readonly type: string;
  readonly title: string;
}

export interface Page<Update> {
  readonly window: vscode.WebviewPanel;
  /** Only the last one counts: a page that was hidden gets it when it is back. */
  show(update: Update): void;
  /** Something that is said once. */
  tell(message: unknown): void;
}

/** What every page says when its script runs. */
interface Ready {
  readonly kind: 'ready';
}

/** @param answered told of what the page says, `ready` left out */
export function openPage<Update, Answer extends { readonly kind: string }>(
  { extension, name, type, title }: PageParts,
  answered: (answer: Answer) => void,
): Page<Update> {
  const media = vscode.Uri.joinPath(extension, 'media');
  const window = vscode.window.createWebviewPanel(
    type,
    title,
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    { enableScripts: true, localResourceRoots: [media] },
  );
  window.iconPath = vscode.Uri.joinPath(extension, 'icons/ferris-sql.svg');
  const { webview } = window;
  let last: { readonly update: Update } | undefined;
  webview.onDidReceiveMessage((answer: Answer | Ready) => {
    if (!isReady(answer)) answered(answer);
    else if (last) void webview.postMessage(last.update);
  });
  const file = (ending: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(media, `${name}.${ending}`)).toString();
  const nonce = randomBytes(16).toString('base64');
  webview.html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file('css')}">
<title>FerrisSQL</title>
</head>
<body>
<script nonce="${nonce}" src="${file('js')}"></script>
</body>
</html>
`;
  return {
    window,
    show(update) {
      last = { update };
      void webview.postMessage(update);
    },
    tell: message => void webview.postMessage(message),
  };
}

const isReady = (answer: { readonly kind: string }): answer is Ready => answer.kind === 'ready';
