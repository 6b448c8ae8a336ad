/** The plan of SQL that deployments hold, with their schema files instead of those of a disk. */
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { laterFindings } from '../../../src/compiler/plan/later.ts';
import type { Plan } from '../../../src/compiler/plan/plan.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

export interface DeployedSql {
  /** The file's name. */
  readonly name: string;
  readonly sql: string;
  /** Whether its pods end at the ends that they find. */
  readonly bounded: boolean;
  /** By its path from the folder of the SQL; undefined where it is not held. */
  schemaFile(path: string): string | undefined;
}

/** Files that name each other come one after another; more rounds than this would be a circle. */
const ROUNDS = 50;

/** Undefined where pods could not run it. */
export function plannedOf({ name, sql, bounded, schemaFile }: DeployedSql): Plan | undefined {
  const workspace = new Workspace({ bounded });
  workspace.setFile(name, sql);
  const read = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const fresh = workspace.schemaFilesOf(name).filter(file => !read.has(file));
    if (fresh.length === 0) break;
    for (const file of fresh) {
      read.add(file);
      workspace.setSchemaFile(file, schemaFile(file));
    }
  }
  const analysis = workspace.analysis(name)!;
  const isWrong = [...analysis.diagnostics, ...laterFindings(analysis, 'error')].some(
    ({ severity, rule }) => severity === 'error' && !rule.startsWith('hints/'),
  );
  if (isWrong || !analysis.statements.some(({ runnable }) => runnable)) return undefined;
  return buildPlan(analysis, { bounded, values: false });
}
