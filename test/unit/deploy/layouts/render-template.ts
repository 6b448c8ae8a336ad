/** Renders the templates of our charts as Helm does. They use very little of its language; anything else is an error here. */
import { parse } from 'yaml';
import type { LayoutFiles } from '../../../../src/compiler/deploy/layouts/layout.ts';
import { plainYaml } from '../../../../src/compiler/deploy/yaml.ts';

type Values = Readonly<Record<string, unknown>>;

/** Text by path of the templates. @param overrides as of `--values` files, in their order */
export function renderChart(files: LayoutFiles, overrides: readonly Values[] = []): Map<string, string> {
  const defaults = parse(files.get('values.yaml')!, { version: '1.1' }) as Values;
  const values = overrides.reduce((before, more) => merged(before, more), defaults);
  return new Map(
    [...files]
      .filter(([name]) => name.startsWith('templates/'))
      .map(([name, text]) => [name, renderTemplate(text, values)]),
  );
}

/** Maps into one another; null takes a key away. */
function merged(before: Values, more: Values): Values {
  const result: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(more)) {
    if (value === null) delete result[key];
    else result[key] = isMap(value) && isMap(result[key]) ? merged(result[key], value) : value;
  }
  return result;
}

const isMap = (value: unknown): value is Values => value !== null && typeof value === 'object' && !Array.isArray(value);

export function renderTemplate(template: string, values: Values): string {
  const parts = template.split(/(\{\{-? .*? -?\}\})/);
  let out = '';
  let trim = false;
  /** Whether each open `if` lets through what stands in it. */
  const open: boolean[] = [];
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) {
      if (part.includes('{{')) throw new Error(`not an action of ours: ${part}`);
      const text = trim ? part.trimStart() : part;
      trim = false;
      if (open.every(Boolean)) out += text;
      continue;
    }
    if (part.startsWith('{{-') && open.every(Boolean)) out = out.trimEnd();
    trim = part.endsWith('-}}');
    const action = part.replace(/^\{\{-? /, '').replace(/ -?\}\}$/, '');
    const condition = /^if \.Values\.(\S+)$/.exec(action);
    if (condition) open.push(isTrue(lookUp(values, condition[1]!)));
    else if (action === 'else') open.push(!open.pop()!);
    else if (action === 'end') open.pop();
    else if (open.every(Boolean)) out += rendering(action, values);
  }
  if (open.length > 0) throw new Error('an if has no end');
  return out;
}

function rendering(action: string, values: Values): string {
  const text = /^"([^"\\]*)"$/.exec(action);
  if (text) return text[1]!;
  const [, path, form, indent] = /^\.Values\.(\S+) \| (quote|toYaml)(?: \| nindent (\d+))?$/.exec(action) ?? [];
  if (path === undefined) throw new Error(`not an action of ours: ${action}`);
  const value = lookUp(values, path);
  if (form === 'quote') return JSON.stringify(String(value));
  const yaml = plainYaml(value).trimEnd();
  if (indent === undefined) return yaml;
  return `\n${yaml.replace(/^/gm, ' '.repeat(Number(indent)))}`;
}

/** As Go's templates see it: neither empty nor nothing nor false. */
const isTrue = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);

function lookUp(values: Values, path: string): unknown {
  let inner: unknown = values;
  for (const key of path.split('.')) {
    if (!isMap(inner)) throw new Error(`there is no value ${path}`);
    inner = inner[key];
  }
  return inner;
}
