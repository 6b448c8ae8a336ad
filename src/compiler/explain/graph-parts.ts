/** Operators, stages and edges while they are put together: where rows change their partition a stage ends. */
import type { Span } from '../../language/text/span.ts';

export type OperatorKind =
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

export interface GraphOperator {
  readonly id: string;
  readonly stage: string;
  readonly statement: number;
  readonly kind: OperatorKind;
  readonly title: string;
  readonly details: readonly string[];
  /** What it keeps between rows, and what frees it. */
  readonly state?: string;
  readonly span: Span;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'forward' | 'repartition';
  readonly key?: readonly string[];
}

export interface GraphStage {
  readonly id: string;
  readonly key: readonly string[];
  readonly partitions?: number;
  readonly operators: readonly string[];
}

export interface PlanGraph {
  readonly stages: readonly GraphStage[];
  /** Each after those it takes rows from. */
  readonly operators: readonly GraphOperator[];
  readonly edges: readonly GraphEdge[];
}

/** What comes out of an operator. */
export interface Rows {
  readonly operator: string;
  readonly stage: string;
  /** By what the rows are on partitions, under the names they have now; empty: nothing is known. */
  readonly key: readonly string[];
}

interface NewOperator extends Omit<GraphOperator, 'id' | 'stage'> {
  readonly from: readonly Rows[];
  /** By what its rows must be together; empty: all in one place; undefined: wherever they are. */
  readonly by?: readonly string[];
  /** The same, another one for each input. */
  readonly bySide?: readonly (readonly string[])[];
  readonly partitions?: number | undefined;
}

interface OpenStage {
  readonly id: string;
  readonly key: readonly string[];
  readonly partitions: number | undefined;
  readonly operators: string[];
}

export class GraphParts {
  readonly #operators: GraphOperator[] = [];
  readonly #edges: GraphEdge[] = [];
  readonly #stages = new Map<string, OpenStage>();

  add({ from, by, bySide, partitions, ...operator }: NewOperator): Rows {
    const id = `o${this.#operators.length + 1}`;
    const asked = from.map((rows, side) => {
      const wanted = bySide?.[side] ?? by;
      return { rows, wanted, moves: wanted !== undefined && !sameKey(rows.key, wanted) };
    });
    const staying = asked.find(one => !one.moves);
    const [first] = asked;
    // Of several inputs the operator is where the first of them is that does not move.
    const stage =
      staying && asked.every(one => !one.moves || bySide)
        ? this.#stages.get(staying.rows.stage)!
        : this.#stage(first?.wanted ?? [], partitions);
    for (const { rows, wanted, moves } of asked)
      this.#edges.push({
        from: rows.operator,
        to: id,
        ...(moves ? { kind: 'repartition', key: wanted ?? [] } : { kind: 'forward' }),
      });
    stage.operators.push(id);
    this.#operators.push({ id, stage: stage.id, ...operator });
    return { operator: id, stage: stage.id, key: first?.wanted ?? first?.rows.key ?? [] };
  }

  #stage(key: readonly string[], partitions: number | undefined): OpenStage {
    const stage: OpenStage = { id: `s${this.#stages.size + 1}`, key, partitions, operators: [] };
    this.#stages.set(stage.id, stage);
    return stage;
  }

  graph(): PlanGraph {
    return {
      operators: this.#operators,
      edges: this.#edges,
      stages: [...this.#stages.values()].map(({ partitions, ...stage }) =>
        partitions === undefined ? stage : { ...stage, partitions },
      ),
    };
  }
}

const sameKey = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && a.length === b.length && a.every(name => b.includes(name));
