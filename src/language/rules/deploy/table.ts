/** The rules that deploying a file reports, in the order of their pages. */
import type { RuleDescription } from '../define.ts';
import { idleReplicas } from './idle-replicas.ts';
import { localFiles } from './local-files.ts';
import { overBudget } from './over-budget.ts';
import { sameName } from './same-name.ts';
import { schemaFile } from './schema-file.ts';
import { stateMemory } from './state-memory.ts';
import { stateOnSpot } from './state-on-spot.ts';
import { unsetVariable } from './unset-variable.ts';
import { wrongValue } from './wrong-value.ts';

export const deployRules: readonly RuleDescription[] = [
  idleReplicas,
  localFiles,
  overBudget,
  sameName,
  schemaFile,
  stateMemory,
  stateOnSpot,
  unsetVariable,
  wrongValue,
];
