/** The plan of SQL that deployments hold, with the files that it names from there instead of a disk. */
import * as yaml from 'yaml';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { laterFindings } from '../../../src/compiler/plan/later.ts';
import type { Plan } from '../../../src/compiler/plan/plan.ts';
import { readConfigFile } from '../../../src/language/properties/config-file/read.ts';
import { CONFIG_FILE_RULE } from '../../../src/language/properties/config-file/rule.ts';
import { takeInNamed } from '../../../src/language/workspace/named-files.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

export interface DeployedSql {
  /** The file's name. */
  readonly name: string;
  readonly sql: string;
  /** Whether its pods end at the ends that they find. */
  readonly bounded: boolean;
  /** A schema or configuration file by its path from the folder of the SQL; undefined where it is not held. */
  file(path: string): string | undefined;
}

/** Undefined where pods could not run it. */
export function plannedOf({ name, sql, bounded, file }: DeployedSql): Plan | undefined {
  const workspace = new Workspace({ bounded });
  workspace.setFile(name, sql);
  takeInNamed(
    () => workspace.configFilesOf(name),
    path => {
      const text = file(path);
      workspace.setConfigFile(path, text === undefined ? undefined : readConfigFile(text, yaml));
    },
  );
  takeInNamed(
    () => workspace.schemaFilesOf(name),
    path => workspace.setSchemaFile(path, file(path)),
  );
  const analysis = workspace.analysis(name)!;
  const isWrong = [...analysis.diagnostics, ...laterFindings(analysis, 'error')].some(
    ({ severity, rule }) =>
      (severity === 'error' && !rule.startsWith('hints/')) || (severity === 'warning' && rule === CONFIG_FILE_RULE),
  );
  if (isWrong || !analysis.statements.some(({ runnable }) => runnable)) return undefined;
  return buildPlan(analysis, { bounded, values: false });
}
