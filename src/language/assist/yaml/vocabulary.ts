/** What may be written in a YAML file of ours, and what it means: of ferris.yaml, and of configuration files of relations. */
import { settingsSchema } from '../../configuration/schema.ts';
import { properties } from '../../properties/catalogue.ts';
import { propertyAt } from '../../properties/config-file/key-of.ts';
import { looseKey } from '../../properties/loose-key.ts';
import { propertyPage } from '../hover/property.ts';

export interface YamlWord {
  readonly label: string;
  /** One line. */
  readonly detail: string;
  /** Of a key: it is a table, and what is in it stands below. */
  readonly isTable?: boolean;
  /** It does nothing here. */
  readonly deprecated?: boolean;
}

export interface Vocabulary {
  /** Below these keys, in the order of the tables. */
  keys(path: readonly string[]): readonly YamlWord[];
  values(path: readonly string[]): readonly YamlWord[];
  /** Markdown; undefined for what there is not. */
  page(path: readonly string[], value: string | undefined): string | undefined;
}

/** Of a kind of file: `settings` is ferris.yaml, `config` what config_file names. */
export const vocabularyOf = (kind: 'settings' | 'config'): Vocabulary => (kind === 'settings' ? settings : config);

interface Node {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly { readonly const: unknown; readonly description: string }[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly deprecated?: boolean;
}

let root: Node | undefined;

function nodeAt(path: readonly string[]): Node | undefined {
  root ??= settingsSchema() as Node;
  let node: Node | undefined = root;
  for (const key of path) {
    const inner: Readonly<Record<string, Node>> = node?.properties ?? {};
    node = Object.hasOwn(inner, key) ? inner[key] : undefined;
  }
  return node;
}

const settings: Vocabulary = {
  keys: path =>
    Object.entries(nodeAt(path)?.properties ?? {}).map(([label, node]) => ({
      label,
      detail: firstLine(node.description ?? ''),
      ...(node.properties ? { isTable: true } : {}),
      ...(node.deprecated ? { deprecated: true } : {}),
    })),
  values(path) {
    const { enum: words = [], oneOf = [] } = nodeAt(path) ?? {};
    return [
      ...oneOf.map(({ const: value, description }) => ({ label: String(value), detail: firstLine(description) })),
      ...words.map(word => ({ label: String(word), detail: '' })),
    ];
  },
  page(path, value) {
    const node = nodeAt(path);
    if (!node || path.length === 0) return undefined;
    const meant = node.oneOf?.find(one => String(one.const) === value);
    const words = node.oneOf?.map(one => one.const) ?? node.enum;
    const parts = [
      meant && `\`${value}\`: ${meant.description}`,
      node.description,
      words && `One of ${words.map(word => `\`${String(word)}\``).join(', ')}.`,
      node.default === undefined ? undefined : `Without it: \`${String(node.default)}\`.`,
    ].filter(part => part !== undefined && part !== '');
    return parts.length === 0 ? undefined : [`**\`${path.join('.')}\`**`, ...parts].join('\n\n');
  },
};

const config: Vocabulary = {
  keys(path) {
    const prefix = path.length === 0 ? '' : `${path.join('.')}.`;
    return properties.flatMap(({ key, block, doc, runs }) => {
      if (block !== undefined || ONLY_IN_SQL.has(key)) return [];
      if (!looseKey(key).startsWith(looseKey(prefix))) return [];
      return [
        {
          label: key.slice(prefix.length),
          detail: firstLine(doc),
          ...(runs || FOR_FILES.has(key) ? {} : { deprecated: true }),
        },
      ];
    });
  },
  values: path =>
    propertyAt(path)
      ?.type.choices()
      .map(({ value, doc }) => ({ label: value, detail: doc })) ?? [],
  page(path, value) {
    const property = propertyAt(path);
    return property && propertyPage(property.key, undefined, value);
  },
};

const ONLY_IN_SQL: ReadonlySet<string> = new Set(['config_file', 'source_config', 'sink_config']);
const FOR_FILES: ReadonlySet<string> = new Set(['extends']);

const firstLine = (text: string): string => text.split('\n')[0]!;
