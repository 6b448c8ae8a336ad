/** FerrisSQL as a library: `import { SqlContext } from 'ferris-sql'`. */
export { Decimal } from '../src/language/types/decimal.ts';
export { Timestamp } from '../src/language/types/temporal.ts';
export { SourceError, SqlError } from './errors.ts';
export { deletion, SqlContext } from './sql-context.ts';
export type {
  AggregateFunction,
  Cell,
  Change,
  Counts,
  ExecuteOptions,
  Finding,
  Place,
  RecordProblem,
  RelationOptions,
  ResultColumn,
  Results,
  Row,
  RowSource,
  SqlContextOptions,
} from './types.ts';
