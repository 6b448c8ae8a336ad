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
    <span id="writes" class="writes" hidden title="Rows also go to the statement's topic">writes</span>
  </div>
  <button id="pause" class="secondary" type="button" title="Rows stand still while the query runs on (P)">Pause</button>
  <button id="export" class="secondary" type="button" title="Save the rows that are shown, as CSV or JSON">Export…</button>
  <button id="stop" type="button"><span class="square" aria-hidden="true"></span>Stop</button>
</header>
<dl id="figures" class="figures"></dl>
<details id="charts-box" class="charts-box"><summary>Throughput and latency</summary><div id="charts" class="charts"></div></details>
<div id="failure" class="failure" role="alert" hidden></div>
<nav class="tools">
  <div id="queries" class="queries" role="tablist" aria-label="Statements" hidden></div>
  <div class="modes" role="group" aria-label="View (T)">
    <button id="table" type="button" aria-pressed="false" title="The newest row of each key (T)">Table</button>
    <button id="changelog" type="button" aria-pressed="false" title="Rows as they came (T)">Changelog</button>
  </div>
  <input id="filter" type="search" spellcheck="false" placeholder="Filter: words, price&gt;100, ticker=ACME" aria-label="Filter rows" title="Words in any cell, or column=value, !=, &lt;, &lt;=, &gt;, &gt;=, ~ for 'contains' (/)">
  <span id="shown" class="shown"></span>
</nav>
<main>
  <div id="grid" class="grid" role="grid" aria-label="Rows" aria-multiselectable="true" tabindex="0"></div>
  <p id="empty" class="empty"></p>
  <button id="latest" class="latest" type="button" hidden>↓ Newest rows</button>
</main>
<footer>
  <details id="messages" hidden><summary>Messages <span id="said" class="said"></span></summary><pre id="log"></pre></details>
  <p id="kept" class="kept"></p>
</footer>
<p id="announcer" class="announcer" aria-live="polite"></p>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
