/** What this server says beyond the Language Server Protocol; the only part of it that a client may import. */

/** Zero-based, in UTF-16 code units, as in the Language Server Protocol. */
export interface ProtocolPosition {
  readonly line: number;
  readonly character: number;
}

export interface ProtocolRange {
  readonly start: ProtocolPosition;
  readonly end: ProtocolPosition;
}

/** Request: the statements of an open document, in order. An unknown document has none. */
export const STATEMENTS_REQUEST = 'ferris/statements';

export interface StatementsParams {
  readonly textDocument: { readonly uri: string };
}

export interface StatementsResult {
  /** Of the document, when it was read: an answer about an older one can be thrown away. */
  readonly version: number;
  readonly statements: readonly StatementEntry[];
}

export interface StatementEntry {
  /** Its place among the file's statements, from 0: what `ferris-sql stream --statement` takes. */
  readonly index: number;
  /** First token to last, without the `;`. */
  readonly range: ProtocolRange;
  /** With the hints and comments above it and the `;`: where a cursor belongs to this statement. */
  readonly whole: ProtocolRange;
  /** Whether it answers rows when it is run. A definition of a source does not. */
  readonly runnable: boolean;
  /** Its first words: `SELECT`, `CREATE STREAM`, … */
  readonly kind: string;
  /** What it creates or writes to, as far as it has a name. */
  readonly name?: string;
  /** What it reads, each once, in the order of the text. */
  readonly inputs: readonly RelationEntry[];
  /** What it writes. A bare SELECT writes nothing that has a name. */
  readonly outputs: readonly RelationEntry[];
}

/** A stream or table with the topic that holds it. */
export interface RelationEntry {
  readonly name: string;
  readonly topic: string;
  readonly kind: 'stream' | 'table';
}

/** What the requests below are about: a statement by its index in `ferris/statements`, without one the whole file. */
export interface StatementParams {
  readonly textDocument: { readonly uri: string };
  readonly statement?: number;
}

/** A place in some file. */
export interface ProtocolPlace {
  readonly uri: string;
  readonly range: ProtocolRange;
}

/**
 * Request: how a statement, or a file, is computed, as a graph. An operator is a step; operators without a repartition
 * between them are a stage; edges lead from what gives rows to what takes them.
 */
export const EXPLAIN_REQUEST = 'ferris/explain';
export type ExplainParams = StatementParams;

export interface ExplainResult {
  readonly version: number;
  readonly stages: readonly ExplainStage[];
  /** Each after those that it takes rows from. */
  readonly operators: readonly ExplainOperator[];
  readonly edges: readonly ExplainEdge[];
  /** The same for people to read. */
  readonly text: string;
  /** What is understood and that today's runtime cannot run, as the editor says it. */
  readonly notYet: readonly string[];
}

export interface ExplainStage {
  readonly id: string;
  /** By what its rows are on partitions; empty: as the producers chose. */
  readonly key: readonly string[];
  readonly partitions?: number;
  /** Ids, in the order of the rows. */
  readonly operators: readonly string[];
}

export interface ExplainOperator {
  readonly id: string;
  readonly stage: string;
  /** Index of the statement that it is a part of. */
  readonly statement: number;
  readonly kind:
    | 'source'
    | 'filter'
    | 'join'
    | 'unnest'
    | 'match'
    | 'window'
    | 'aggregate'
    | 'over'
    | 'distinct'
    | 'union'
    | 'project'
    | 'sort'
    | 'limit'
    | 'values'
    | 'sink';
  /** A few words: `aggregate by ticker`. */
  readonly title: string;
  /** The rest, a line each. */
  readonly details: readonly string[];
  /** What it keeps between rows, and what frees it; absent: nothing. */
  readonly state?: string;
  /** Where it is written. */
  readonly range: ProtocolRange;
}

export interface ExplainEdge {
  readonly from: string;
  readonly to: string;
  /** Rows stay on their partition, or go to the one of their key. */
  readonly kind: 'forward' | 'repartition';
  /** Of a repartition: by what. */
  readonly key?: readonly string[];
}

/** For whom prices and manifests are made; what is left out is as `ferris-k8s-deploy` has it. */
export interface ClusterParams {
  readonly cloud?: 'aws' | 'gcp' | 'azure';
  /** `1.29` or later. */
  readonly k8sVersion?: string;
  readonly autoscaler?: 'hpa' | 'keda' | 'auto';
}

/** Request: what the deployments of a file cost, or that of one statement. */
export const COST_REQUEST = 'ferris/cost';
export type CostParams = StatementParams & Pick<ClusterParams, 'cloud'>;

export interface CostResult {
  readonly version: number;
  readonly deployments: readonly CostEntry[];
}

/** Dollars, at the fewest and at the most pods. */
export interface MoneyRange {
  readonly min: number;
  readonly max: number;
}

export interface CostEntry {
  readonly name: string;
  /** Indices of the statements that it runs. */
  readonly statements: readonly number[];
  /** Where its first statement stands. */
  readonly range: ProtocolRange;
  /** In a line: `$0.68–2.72/hour (2–8 pods, c5.2xlarge nodes)`. */
  readonly line: string;
  readonly hourly: MoneyRange;
  readonly monthly: MoneyRange;
  readonly pods: MoneyRange;
  readonly spot: boolean;
  /** Absent where the pods fit no node whose size is known. */
  readonly node?: { readonly type: string; readonly podsPerNode: number; readonly hourly: number };
  /** What would make it cheaper: dollars a month at the most pods. */
  readonly savings: readonly { readonly what: string; readonly monthly: number }[];
  readonly overBudget?: { readonly maxHourly: number; readonly hourly: number };
  /** All of it in Markdown, with what was assumed. */
  readonly markdown: string;
}

/** Request: what a file becomes on Kubernetes, or one statement of it. */
export const DEPLOYMENT_REQUEST = 'ferris/deployment';
export type DeploymentParams = StatementParams & ClusterParams;

export interface DeploymentResult {
  readonly version: number;
  readonly deployments: readonly DeploymentEntry[];
  /** What keeps it from being deployed, or is doubtful. */
  readonly problems: readonly DeploymentProblem[];
  /** All objects of all deployments, what they share once; empty while there are errors. */
  readonly yaml: string;
}

export interface DeploymentEntry {
  readonly name: string;
  readonly statements: readonly number[];
  readonly range: ProtocolRange;
  readonly summary: {
    readonly workload: string;
    readonly promises: readonly string[];
    readonly scaling: string;
    readonly resources: string;
    readonly nodes?: string;
    readonly cost: string;
  };
  /** In the order in which they are applied. */
  readonly objects: readonly { readonly kind: string; readonly name: string; readonly yaml: string }[];
}

export interface DeploymentProblem {
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  readonly message: string;
  readonly help?: string;
  readonly range: ProtocolRange;
}

/** Request: where the columns that a statement puts out come from, through the statements of all files. */
export const LINEAGE_REQUEST = 'ferris/lineage';
export type LineageParams = StatementParams;

export interface LineageResult {
  readonly version: number;
  readonly statements: readonly LineageStatement[];
}

export interface LineageStatement {
  readonly statement: number;
  /** What it writes. */
  readonly name: string;
  readonly columns: readonly LineageColumn[];
  /** What decides which rows there are, and is in no column: of WHERE, ON, HAVING, GROUP BY. */
  readonly filters: readonly LineageSource[];
}

export interface LineageColumn {
  readonly name: string;
  readonly type: string;
  readonly range: ProtocolRange;
  readonly sources: readonly LineageSource[];
}

/** A column of something that no statement here computes: of a declared source, or of a topic. */
export interface LineageSource {
  readonly relation: string;
  readonly topic: string;
  /** `*`: all fields of a record without declared columns. */
  readonly column: string;
  readonly how: 'copied' | 'computed' | 'aggregated' | 'filter-only';
  /** The relations and CTEs it went through, from the source on. */
  readonly via: readonly string[];
  /** Where the source is declared. */
  readonly declared?: ProtocolPlace;
}

/** Request: the hints that a statement, or the whole file, has and could have: what a form shows. */
export const HINTS_REQUEST = 'ferris/hints';
export type HintsParams = StatementParams;

export interface HintsResult {
  readonly version: number;
  /** Of what it is: the statement's name or kind; the file. */
  readonly title: string;
  /** Whether a change here holds for every statement of the file. */
  readonly wholeFile: boolean;
  /** Index of the statement whose hints these are; absent: the file's own. */
  readonly statement?: number;
  readonly categories: readonly HintsCategory[];
}

export interface HintsCategory {
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  readonly fields: readonly HintsField[];
  /** Keys with a part to choose, such as `scaling.<condition>.schedule`; each makes a field when it is given a name. */
  readonly patterns: readonly {
    readonly key: string;
    readonly doc: string;
    readonly part: string;
    readonly example: string;
  }[];
}

export interface HintsField {
  readonly key: string;
  /** Markdown; its first sentence is a summary. */
  readonly doc: string;
  /** What is allowed, in a noun phrase. */
  readonly allowed: string;
  readonly unit?: string;
  readonly example: string;
  /** The values worth offering. */
  readonly choices: readonly { readonly value: string; readonly doc: string }[];
  /** Whether nothing but one of the choices fits. */
  readonly closed: boolean;
  /** What is written here; absent: nothing. */
  readonly value?: string;
  /** What holds where nothing is written here, and who says so: `default of trading`, `the file`, `ferris.yaml`. */
  readonly otherwise?: { readonly value: string; readonly from: string };
  readonly problem?: { readonly severity: 'error' | 'warning'; readonly message: string };
}

/** Request: the edits that set hints or take them away. Nothing is changed by it. */
export const CHANGE_HINTS_REQUEST = 'ferris/changeHints';

export interface ChangeHintsParams extends StatementParams {
  /** Null takes the hint away. */
  readonly changes: readonly { readonly key: string; readonly value: string | null }[];
}

/** Request: the edits that write a workload and its defaults; hints that are written already stay. */
export const GENERATE_HINTS_REQUEST = 'ferris/generateHints';

export interface GenerateHintsParams extends StatementParams {
  readonly workload: string;
}

export interface HintEditsResult {
  readonly version: number;
  readonly edits: readonly { readonly range: ProtocolRange; readonly newText: string }[];
  /** Why there are none. */
  readonly problem?: string;
}

/** Request without parameters: the streams and tables that the files of the workspace declare or write, file by file. */
export const RELATIONS_REQUEST = 'ferris/relations';

export interface RelationsResult {
  readonly relations: readonly DeclaredRelation[];
}

export interface DeclaredRelation extends RelationEntry {
  /** A statement computes its rows; otherwise they come from the topic. */
  readonly computed: boolean;
  /** In their order; of a schema-less one those that are known. */
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    /** Of the primary key. */
    readonly key: boolean;
    readonly required: boolean;
  }[];
  /** Its name in the statement that declares it. */
  readonly place: ProtocolPlace;
}

/**
 * Commands of code lenses, which the client runs. The server offers those that the client names as
 * `experimental.commands` among its capabilities; of all others it says no more than their title.
 */
export const RUN_COMMAND = 'ferris.run';
export const EXPLAIN_COMMAND = 'ferris.explain';
export const PREVIEW_COMMAND = 'ferris.previewDeployment';
/** Arguments of the three: the document's URI, and the statement's index in `ferris/statements`. */
export type StatementArguments = readonly [uri: string, statement: number];

export const SHOW_REFERENCES_COMMAND = 'ferris.showReferences';
/** From where, and to which places. */
export type ShowReferencesArguments = readonly [
  uri: string,
  position: ProtocolPosition,
  places: readonly ProtocolPlace[],
];

/** Shows the hints of a statement as a form; its arguments are those of the three. */
export const EDIT_HINTS_COMMAND = 'ferris.editHints';

/** What a client says as `experimental` of its capabilities. */
export interface FerrisClientCapabilities {
  /** Commands that it runs: from code lenses, and when a link `command:…` in a hover is followed. */
  readonly commands?: readonly string[];
  /** Whether it shows `<details>` in Markdown, so that long YAML can be folded. */
  readonly htmlDetails?: boolean;
}
