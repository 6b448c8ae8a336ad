/** Pieces of templates. What stands between braces is only ever one of these. */
import type { ValuePath } from './chart-values.ts';

/** What takes the place of a value in a template: within a line, or instead of the whole of it. */
export type Filling =
  | { readonly inline: string }
  /** @param key of the line, `resources`; empty in a list */
  | { readonly lines: (indent: string, key: string) => readonly string[] };

/** A text, in quotes whatever it looks like. */
export const quoted = (path: ValuePath): Filling => ({ inline: `{{ .Values.${path} | quote }}` });

/** A number, or a text with quotes only where it needs them. */
export const plain = (path: ValuePath): Filling => ({ inline: `{{ .Values.${path} | toYaml }}` });

const blockOf = (path: ValuePath, indent: string): string =>
  `${indent}{{- .Values.${path} | toYaml | nindent ${indent.length} }}`;

/** An object or a list. */
export const block = (path: ValuePath): Filling => ({
  lines: (indent, key) => [`${indent}${key}:`, blockOf(path, `${indent}  `)],
});

/** An object or a list, whose key is left out where it is empty. */
export const optional = (path: ValuePath): Filling => ({
  lines: (indent, key) => [
    `${indent}{{- if .Values.${path} }}`,
    `${indent}${key}:`,
    blockOf(path, `${indent}  `),
    `${indent}{{- end }}`,
  ],
});

/** More items of a list. */
export const appended = (path: ValuePath): Filling => ({
  lines: indent => [`${indent}{{- if .Values.${path} }}`, blockOf(path, indent), `${indent}{{- end }}`],
});

/** Lines that are there while the region stands by, and what is there else. */
export const whileStandby = (there: string, otherwise?: ValuePath): Filling => ({
  lines: (indent, key) => [
    `${indent}{{- if .Values.standby }}`,
    `${indent}${key}: ${there.replaceAll('\n', `\n${indent}`)}`,
    ...(otherwise === undefined
      ? []
      : [`${indent}{{- else }}`, `${indent}${key}: {{ .Values.${otherwise} | toYaml }}`]),
    `${indent}{{- end }}`,
  ],
});

/** Text that is to come out as it is, whatever braces are in it. */
export const literal = (text: string): string => text.replaceAll('{{', '{{ "{{" }}');

/** A whole file that is there while a value is true. */
export const guarded = (path: ValuePath | undefined, text: string): string =>
  path === undefined ? text : `{{- if .Values.${path} }}\n${text}{{- end }}\n`;
