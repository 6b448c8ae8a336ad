/** How long a keystroke takes until its findings are there, and how long every other question takes, over a real pipe. */
import { statements } from '../language/generate.ts';
import { median, p95, startEditor } from './editor.ts';

const KEYS = 300;
/** Every so many keys all questions are asked, as an editor does when one stops typing. */
const PAUSE = 5;

interface Place {
  readonly line: number;
  readonly character: number;
}

/** Asked at the cursor. */
const AT_CURSOR = ['definition', 'typeDefinition', 'documentHighlight', 'signatureHelp', 'prepareRename'] as const;
/** Asked of the whole document. */
const OF_DOCUMENT = ['documentSymbol', 'foldingRange', 'documentLink', 'codeLens', 'semanticTokens/full'] as const;
const OWN = ['ferris/statements', 'ferris/explain', 'ferris/cost', 'ferris/deployment', 'ferris/lineage'] as const;

/** Characters are typed into names in the middle of statements all over the file, and taken back. */
export async function typing(
  write: (line: string) => void,
  sizes: readonly number[] = [500, 1000, 10_000],
): Promise<void> {
  for (const lines of sizes) {
    const text = `${statements(lines, 7).join(';\n\n')};\n`;
    const started = performance.now();
    const editor = await startEditor();
    const uri = 'file:///bench/typing.sql';
    editor.open(uri, text);
    const { items } = await editor.diagnose(uri);
    const first = performance.now() - started;
    const all = text.split('\n');
    const places = all.flatMap((line, i) => {
      const at = /\b[a-z_]{3,}\b(?=[ ,])/.exec(line);
      return at ? [{ line: i, character: at.index + at[0].length }] : [];
    });
    const times = new Map<string, number[]>();
    const note = (what: string, ms: number): void => {
      const known = times.get(what);
      if (known) known.push(ms);
      else times.set(what, [ms]);
    };
    for (let key = 0; key < KEYS; key++) {
      // Consecutive keys go to one place, as a person's do.
      const place = places[(Math.floor(key / 6) * 7919) % places.length]!;
      const { line, character } = place;
      const back = key % 2 === 1;
      const before = performance.now();
      editor.type(uri, key + 2, line, character, back ? character + 1 : character, back ? '' : 'x');
      await editor.diagnose(uri);
      note('key to diagnostics', performance.now() - before);
      const at = { textDocument: { uri }, position: { line, character } };
      for (const method of ['completion', 'hover']) note(method, await editor.time(`textDocument/${method}`, at));
      if (key % PAUSE === 0)
        for (const [method, params] of questions(uri, place, all.length))
          note(method, await editor.time(method, params));
    }
    const memory = editor.memory();
    await editor.end();
    write(
      `${String(all.length).padStart(6)} lines, ${(text.length / 1000).toFixed(0)} kB, ${items.length} findings, ${memory.toFixed(0)} MB`,
    );
    write(`  process start to first diagnostics ${first.toFixed(0)} ms`);
    for (const [what, values] of times)
      write(`  ${what.replace('textDocument/', '').padEnd(24)} median/p95/max ${told(values)}`);
  }
}

/** The methods that are not asked for each key, with what they are given at a place. */
function questions(uri: string, position: Place, lines: number): readonly (readonly [string, object])[] {
  const textDocument = { uri };
  const options = { tabSize: 2, insertSpaces: true };
  const seen = {
    start: { line: Math.max(0, position.line - 25), character: 0 },
    end: { line: position.line + 25, character: 0 },
  };
  const whole = { start: { line: 0, character: 0 }, end: { line: lines, character: 0 } };
  return [
    ...AT_CURSOR.map(one => [`textDocument/${one}`, { textDocument, position }] as const),
    ['textDocument/references', { textDocument, position, context: { includeDeclaration: true } }],
    ['textDocument/rename', { textDocument, position, newName: 'renamed' }],
    ['textDocument/selectionRange', { textDocument, positions: [position] }],
    [
      'textDocument/codeAction',
      { textDocument, range: { start: position, end: position }, context: { diagnostics: [] } },
    ],
    ['textDocument/inlayHint', { textDocument, range: seen }],
    ['textDocument/semanticTokens/range', { textDocument, range: seen }],
    ['textDocument/formatting', { textDocument, options }],
    ['textDocument/rangeFormatting', { textDocument, range: whole, options }],
    ['textDocument/onTypeFormatting', { textDocument, position, ch: '\n', options }],
    ...OF_DOCUMENT.map(one => [`textDocument/${one}`, { textDocument }] as const),
    ['workspace/symbol', { query: 's1' }],
    ...OWN.map(one => [one, { textDocument, ...(one === 'ferris/statements' ? {} : { statement: 1 }) }] as const),
  ];
}

const told = (values: readonly number[]): string =>
  [median(values), p95(values), Math.max(...values)]
    .map(one => one.toFixed(1).padStart(6))
    .join(' / ')
    .concat(' ms');
