/** A migration as data: what was decided and why, the steps in their order, the way back, and the files they need. */
import type { LayoutFiles } from '../layouts/layout.ts';
import type { DeployOptions } from '../options.ts';
import type { DeploymentSpec } from '../spec.ts';
import type { Running } from './running.ts';

/**
 * `handover`: the new one writes to the same topics, and begins where the old one stopped. `readers`: both write, to
 * topics of their own, until those who read the results have moved.
 */
export type Cutover = 'handover' | 'readers';

export interface Step {
  readonly title: string;
  /** Sentences: what must be so before, and what is so after. */
  readonly why: readonly string[];
  /** For a shell, from within the folder of the migration. */
  readonly commands: readonly string[];
}

export interface Migration {
  readonly cutover: Cutover;
  readonly decisions: readonly string[];
  readonly warnings: readonly string[];
  readonly steps: readonly Step[];
  readonly rollback: readonly Step[];
  readonly files: LayoutFiles;
}

/** A deployment of the SQL file, as it runs beside the old one and as it stays. */
export interface Moved {
  readonly parallel: DeploymentSpec;
  /** The same as `parallel` where readers move. */
  readonly final: DeploymentSpec;
  /** Topics of the parallel run by those of the SQL. */
  readonly topics: ReadonlyMap<string, string>;
}

export interface MigrationRequest {
  readonly running: Running & { readonly consumerGroup: string };
  readonly moved: readonly Moved[];
  readonly cutover: Cutover;
  /** `earliest`, `latest` or a time: where the parallel run begins. */
  readonly start: string;
  readonly suffix: string;
  readonly options: DeployOptions;
}
