/**
 * The editor's API as a module of a bundle. Asked for in each source, esbuild would copy all of its 500 names for each: half
 * of what it took to load the extension.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';

/** What a program can name: the API's types say it. One per line, two levels deep are members. */
const NAME = /^\texport (?:abstract )?(?:namespace|class|enum|const|let|function) (\w+)/gm;

/** @param root the folder with `node_modules` */
export const editorApi = (root: string): Plugin => ({
  name: 'editor-api',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vscode$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'vscode', namespace: 'editor-api' } : { path: 'vscode', external: true },
    );
    onLoad({ filter: /.*/, namespace: 'editor-api' }, () => {
      const types = fs.readFileSync(path.join(root, 'node_modules/@types/vscode/index.d.ts'), 'utf8');
      const names = [...new Set([...types.matchAll(NAME)].map(([, name]) => name!))];
      const taken = names.map(name => `export const ${name} = /* @__PURE__ */ (() => api.${name})();`);
      return { contents: `const api = require('vscode');\n${taken.join('\n')}`, loader: 'js', resolveDir: root };
    });
  },
});
