/** What a hint is: one entry from which checking, completion, hover, templates and docs are derived. */
import type { ValueType } from './types/value-type.ts';

/** The workloads that have defaults; `custom` has none. */
export const WORKLOADS = ['trading', 'analytics', 'reporting', 'realtime'] as const;
export type Workload = (typeof WORKLOADS)[number];

export interface HintEntry {
  /** `scaling.max_replicas`, or a pattern: `scaling.<condition>.schedule`, `node_selector.custom.<key>`. */
  readonly key: string;
  readonly type: ValueType;
  /** What it does and when to set it; Markdown, first sentence a summary. */
  readonly doc: string;
  /** A value that fits. */
  readonly example: string;
  /** What a deployment gets where nothing is said; `all` of every workload, `custom` too. */
  readonly defaults: Readonly<Partial<Record<Workload | 'all', string>>>;
  /** What may stand for the `<…>` of a pattern. */
  readonly placeholder?: { readonly form: RegExp; readonly description: string; readonly example: string };
}

export interface HintCategory {
  /** The first part of its keys. */
  readonly name: string;
  readonly title: string;
  /** One sentence. */
  readonly doc: string;
  readonly hints: readonly HintEntry[];
}

type Definition = Omit<HintEntry, 'defaults'> & { readonly defaults?: HintEntry['defaults'] };

export const defineHint = (definition: Definition): HintEntry => ({ defaults: {}, ...definition });

export const defineCategory = (category: HintCategory): HintCategory => category;
