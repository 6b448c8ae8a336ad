/** How FerrisSQL looks before the server has said what each word means, and after. */
import { editor, languages } from 'monaco-editor';
import { keywords } from '../../src/language/assist/keywords.ts';
import { functions } from '../../src/language/functions/table.ts';

export const LANGUAGE = 'ferris-sql';

export function registerLanguage(): void {
  languages.register({ id: LANGUAGE, extensions: ['.sql'] });
  languages.setLanguageConfiguration(LANGUAGE, {
    comments: { lineComment: '--', blockComment: ['/*', '*/'] },
    brackets: [
      ['(', ')'],
      ['[', ']'],
    ],
    autoClosingPairs: [
      { open: '(', close: ')' },
      { open: '[', close: ']' },
      { open: "'", close: "'", notIn: ['string', 'comment'] },
    ],
  });
  languages.setMonarchTokensProvider(LANGUAGE, {
    ignoreCase: true,
    keywords: [...keywords().all],
    functions: functions.map(({ name }) => name),
    tokenizer: {
      root: [
        [/--[ \t]*[@]ferris:/, { token: 'annotation', next: '@hint' }],
        [/--.*$/, 'comment'],
        [/\/\*/, { token: 'comment', next: '@comment' }],
        [/'([^']|'')*'/, 'string'],
        [/`([^`]|``)*`/, 'identifier'],
        [/\d+(\.\d+)?(e[+-]?\d+)?/, 'number'],
        [/[a-z_]\w*/, { cases: { '@keywords': 'keyword', '@functions': 'predefined', '@default': 'identifier' } }],
      ],
      comment: [
        [/\*\//, { token: 'comment', next: '@pop' }],
        [/./, 'comment'],
      ],
      hint: [
        [/[a-z][\w.]*(?==)/, 'annotation'],
        [/=/, 'delimiter'],
        [/[^=\s].*$/, { token: 'string', next: '@pop' }],
        [/$/, { token: '', next: '@pop' }],
      ],
    },
  });
  for (const [name, base] of [
    ['ferris-light', 'vs'],
    ['ferris-dark', 'vs-dark'],
  ] as const) {
    const dark = base === 'vs-dark';
    const of = (light: string, night: string): string => (dark ? night : light);
    editor.defineTheme(name, {
      base,
      inherit: true,
      colors: {},
      rules: [
        { token: 'keyword', foreground: of('0000c0', '569cd6') },
        { token: 'function', foreground: of('795e26', 'dcdcaa') },
        { token: 'predefined', foreground: of('795e26', 'dcdcaa') },
        { token: 'type', foreground: of('267f99', '4ec9b0') },
        { token: 'class', foreground: of('267f99', '4ec9b0') },
        { token: 'struct', foreground: of('267f99', '4ec9b0') },
        { token: 'property', foreground: of('001080', '9cdcfe') },
        { token: 'variable', foreground: of('001080', '9cdcfe') },
        { token: 'decorator', foreground: of('8a2be2', 'c586c0') },
        { token: 'annotation', foreground: of('8a2be2', 'c586c0') },
        { token: 'enumMember', foreground: of('0070c1', '4fc1ff') },
      ],
    });
  }
}
