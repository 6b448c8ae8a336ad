/** The rules for annotations, in the order of their pages. */
import type { Piece } from '../../text/scan.ts';
import type { Rule } from '../define.ts';
import { duplicate } from './duplicate.ts';
import { missingColon } from './missing-colon.ts';
import { unknownName } from './unknown-name.ts';
import { wrongValue } from './wrong-value.ts';

export const annotationRules: readonly Rule<readonly Piece[]>[] = [unknownName, wrongValue, duplicate, missingColon];
