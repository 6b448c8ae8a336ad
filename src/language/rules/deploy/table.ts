/** The rules that deploying a file reports, in the order of their pages. */
import type { RuleDescription } from '../define.ts';
import { sameName } from './same-name.ts';

export const deployRules: readonly RuleDescription[] = [sameName];
