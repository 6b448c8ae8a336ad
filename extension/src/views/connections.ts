/** The tree of connections: places that hold topics; topics with partitions, columns and their latest records. */
import * as vscode from 'vscode';
import type { Programs } from '../command-line/programs.ts';
import { askTopic, askTopics, type PlaceQuestion } from '../place/ask-place.ts';
import { environmentFor } from '../place/kept-protection.ts';
import { knownPlaces } from '../place/known-places.ts';
import type { RunPlace } from '../place/place.ts';
import { type Sample, type Topic, textOf } from '../place/topics.ts';

/** Records shown of a topic. */
const SAMPLES = 20;

export type Node =
  | { readonly kind: 'place'; readonly place: RunPlace; readonly current: boolean; readonly folder: string }
  | { readonly kind: 'topic'; readonly of: Extract<Node, { kind: 'place' }>; readonly name: string }
  | { readonly kind: 'group'; readonly label: string; readonly description: string; readonly children: readonly Node[] }
  | {
      readonly kind: 'leaf';
      readonly label: string;
      readonly description: string;
      readonly icon: string;
      readonly detail?: string;
    }
  | { readonly kind: 'problem'; readonly why: string };

type TopicNode = Extract<Node, { kind: 'topic' }>;

export interface Connections extends vscode.TreeDataProvider<Node>, vscode.Disposable {
  refresh(): void;
  /** Opens an editor with a query of the topic. */
  select(node: TopicNode): Promise<void>;
}

export function connections(programs: Programs, kept: vscode.Memento, secrets: vscode.SecretStorage): Connections {
  const changed = new vscode.EventEmitter<Node | undefined>();
  /** What has been asked of topics, until the next refresh. */
  const described = new Map<string, Promise<Topic | string>>();

  const questionOf = async ({ place, folder }: Extract<Node, { kind: 'place' }>): Promise<PlaceQuestion> => ({
    program: programs.sql(),
    folder,
    brokers: place.brokers,
    env: await environmentFor(secrets, place),
  });
  const describe = (node: TopicNode): Promise<Topic | string> => {
    const key = `${node.of.folder}\n${node.of.place.brokers}\n${node.name}`;
    const known = described.get(key);
    if (known) return known;
    const asking = questionOf(node.of)
      .then(question => askTopic(question, node.name, SAMPLES))
      .then(answer => (answer.ok ? answer.value : answer.why));
    described.set(key, asking);
    return asking;
  };
  const childrenOf = async (node: Node): Promise<readonly Node[]> => {
    switch (node.kind) {
      case 'place': {
        const answer = await askTopics(await questionOf(node));
        if (!answer.ok) return [{ kind: 'problem', why: answer.why }];
        if (answer.value.topics.length === 0)
          return [{ kind: 'leaf', label: 'no topics yet', description: '', icon: 'info' }];
        return answer.value.topics.map(({ name }) => ({ kind: 'topic', of: node, name }));
      }
      case 'topic': {
        const topic = await describe(node);
        return typeof topic === 'string' ? [{ kind: 'problem', why: topic }] : partsOf(topic);
      }
      case 'group':
        return node.children;
      default:
        return [];
    }
  };

  return {
    onDidChangeTreeData: changed.event,
    dispose: () => changed.dispose(),
    refresh() {
      described.clear();
      changed.fire(undefined);
    },
    // A place that is not trusted is not asked, and no process is started.
    getChildren: async node =>
      vscode.workspace.isTrusted ? [...(node ? await childrenOf(node) : placeNodes(kept))] : [],
    getTreeItem: itemOf,
    async select(node) {
      const topic = await describe(node);
      if (typeof topic === 'string') {
        void vscode.window.showErrorMessage(`FerrisSQL: ${topic}.`);
        return;
      }
      const content = topic.select ?? `SELECT *\nFROM ${node.name}\nEMIT CHANGES;\n`;
      const document = await vscode.workspace.openTextDocument({ language: 'ferris-sql', content });
      await vscode.window.showTextDocument(document);
    },
  };
}

const placeNodes = (kept: vscode.Memento): readonly Node[] =>
  knownPlaces(kept).map(({ place, current, folder }) => ({ kind: 'place', place, current, folder }));

function partsOf({ partitions = [], columns = [], samples = [] }: Topic): readonly Node[] {
  const records = partitions.reduce((sum, { earliest, end }) => sum + end - earliest, 0);
  return [
    {
      kind: 'group',
      label: 'Partitions',
      description: `${partitions.length}, ${records.toLocaleString('en-US')} records`,
      children: partitions.map(({ partition, earliest, end }) => ({
        kind: 'leaf',
        label: `Partition ${partition}`,
        description: `${(end - earliest).toLocaleString('en-US')} records, offsets ${earliest}–${end}`,
        icon: 'list-ordered',
      })),
    },
    {
      kind: 'group',
      label: 'Columns',
      description: columns.length === 0 ? 'its records are no JSON objects' : `as ${samples.length} records show`,
      children: columns.map(({ name, type, seen }) => ({
        kind: 'leaf',
        label: name,
        description: type,
        icon: 'symbol-field',
        detail: seen,
      })),
    },
    {
      kind: 'group',
      label: 'Latest records',
      description: String(samples.length),
      children: samples.toReversed().map(sampleNode),
    },
  ];
}

const sampleNode = ({ partition, offset, timestamp, key, value }: Sample): Node => ({
  kind: 'leaf',
  label: textOf(value),
  description: `${partition}@${offset}`,
  icon: value === null ? 'trash' : 'json',
  detail: `Partition ${partition}, offset ${offset}\n${new Date(timestamp).toISOString()}\nkey: ${textOf(key)}\n\n${textOf(value)}`,
});

const ICONS: Readonly<Record<RunPlace['kind'], string>> = {
  embedded: 'database',
  jsonl: 'folder',
  kafka: 'server',
  settings: 'gear',
};

function itemOf(node: Node): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const icon = (name: string): vscode.ThemeIcon => new vscode.ThemeIcon(name);
  switch (node.kind) {
    case 'place':
      return {
        label: node.place.label,
        description: node.current ? 'queries run here' : '',
        tooltip: node.place.description,
        iconPath: icon(ICONS[node.place.kind]),
        contextValue: node.current ? 'ferris.place.current' : 'ferris.place',
        collapsibleState: node.current ? Expanded : Collapsed,
      };
    case 'topic':
      return {
        label: node.name,
        iconPath: icon('symbol-array'),
        contextValue: 'ferris.topic',
        collapsibleState: Collapsed,
      };
    case 'group':
      return {
        label: node.label,
        description: node.description,
        collapsibleState: node.children.length === 0 ? None : Collapsed,
      };
    case 'leaf':
      return {
        label: node.label,
        description: node.description,
        tooltip: node.detail ?? node.label,
        iconPath: icon(node.icon),
        collapsibleState: None,
      };
    case 'problem':
      return { label: node.why, tooltip: node.why, iconPath: icon('error'), collapsibleState: None };
  }
}

export const isTopic = (node: unknown): node is TopicNode => (node as Node | undefined)?.kind === 'topic';
export const isPlace = (node: unknown): node is Extract<Node, { kind: 'place' }> =>
  (node as Node | undefined)?.kind === 'place';
