/** The rules that deploying a file reports, in the order of their pages. */
import type { RuleDescription } from '../define.ts';
import { sameName } from './same-name.ts';
import { unsetVariable } from './unset-variable.ts';
import { wrongValue } from './wrong-value.ts';

export const deployRules: readonly RuleDescription[] = [sameName, unsetVariable, wrongValue];
