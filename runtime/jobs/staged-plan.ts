/** The plan of a job as the members of its group work on it. */
import type { Plan } from '../../src/compiler/plan/plan.ts';
import { staged } from '../../src/compiler/plan/stages/staged.ts';

export interface StagedOptions {
  readonly plan: Plan;
  readonly group: string;
  readonly repartition?: boolean;
  readonly oneTask?: boolean;
}

export const stagedPlan = ({ plan, group, repartition = false, oneTask = false }: StagedOptions): Plan =>
  repartition && !oneTask ? staged(plan, group) : plan;
