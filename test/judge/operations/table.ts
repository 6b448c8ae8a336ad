/** Every operation on single rows that both engines have, by name. */
import { conditionOperations } from './conditions.ts';
import { numberOperations } from './numbers.ts';
import type { Operation } from './operation.ts';
import { stringOperations } from './strings.ts';
import { timeOperations } from './times.ts';

export const operations: readonly Operation[] = [
  ...numberOperations,
  ...stringOperations,
  ...timeOperations,
  ...conditionOperations,
];

const byName = new Map(operations.map(operation => [operation.name, operation]));
if (byName.size !== operations.length) throw new Error('two operations of one name');

export const operationOf = (name: string): Operation | undefined => byName.get(name);
