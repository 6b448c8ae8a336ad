/** The page of the run panel before its script fills it. */

interface Parts {
  readonly nonce: string;
  /** Where the webview's files come from, as a content security policy names it. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
}

/** Nothing but the extension's own script and style may be loaded. */
export const panelPage = ({ nonce, source, script, style }: Parts): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Run</title>
</head>
<body>
<header>
  <div class="heading">
    <span id="state" class="state" role="status"></span>
    <h1 id="title"></h1>
    <span id="place" class="place"></span>
  </div>
  <button id="stop" type="button"><span class="square" aria-hidden="true"></span>Stop</button>
</header>
<dl id="figures" class="figures"></dl>
<div id="failure" class="failure" role="alert" hidden></div>
<main>
  <div id="grid" class="grid" role="table" aria-label="Rows" tabindex="0"></div>
  <p id="empty" class="empty"></p>
  <button id="latest" class="latest" type="button" hidden>↓ Newest rows</button>
</main>
<footer>
  <details id="messages" hidden><summary>Messages</summary><pre id="log"></pre></details>
  <p id="kept" class="kept"></p>
</footer>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
