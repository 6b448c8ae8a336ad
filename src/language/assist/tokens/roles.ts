/** What the words of a statement's tree are, node by node: the names that the grammar alone can tell. */
import { type Role, role } from './legend.ts';

const stream = role('class');
const newColumn = role('property', 'declaration');
const column = role('property');
const local = role('variable');
const newLocal = role('variable', 'declaration');
const newJob = role('namespace', 'declaration');
const job = role('namespace');
const keyword = role('keyword');
const builtIn = role('type', 'defaultLibrary');
const choice = role('enumMember');
const window = role('function', 'defaultLibrary');

const aliased: Readonly<Record<string, Role>> = { alias: newLocal, aliasColumns: newColumn };

/** By node and property. What depends on more than the node itself is in names.ts. */
export const ROLES: Readonly<Record<string, Readonly<Record<string, Role>>>> = {
  Create: { name: role('class', 'declaration') },
  ColumnDefinition: { name: newColumn },
  WatermarkDefinition: { column },
  PrimaryKeyDefinition: { columns: column },
  TypeName: { name: builtIn, second: builtIn },
  TypeArgument: { name: newColumn },
  CreateFunction: { name: role('function', 'declaration'), functionLanguage: choice },
  FunctionParameter: { name: role('parameter', 'declaration') },
  Insert: { target: stream, columns: column },
  StartJob: { name: newJob },
  DeployJob: { name: newJob, strategy: choice },
  StopJob: { name: job },
  PauseJob: { name: job },
  RollbackJob: { name: job },
  Describe: { name: stream },
  Update: { target: stream },
  Delete: { target: stream },
  Assigned: { column },
  CommonTable: { name: role('class', 'declaration'), columns: newColumn },
  ExpressionItem: { alias: newColumn },
  NamedRelation: { name: stream, ...aliased },
  UriRelation: aliased,
  SubqueryRelation: aliased,
  ValuesRelation: aliased,
  FunctionRelation: aliased,
  MatchRecognize: aliased,
  TableOperand: { name: stream },
  TableCall: { name: window },
  Join: { using: column },
  WindowKey: { kind: window },
  WindowClause: { kind: window },
  NamedWindow: { name: newLocal },
  IntoClause: { target: stream },
  WithClause: { block: keyword },
  Property: { key: role('parameter') },
  SetProperty: { key: role('parameter') },
  PropertyValue: { word: choice },
  Measure: { name: newColumn },
  AfterMatch: { variable: local },
  Subset: { name: newLocal, members: local },
  Definition: { name: newLocal },
  PatternVariable: { name: local },
  IntervalLiteral: { unit: keyword },
  TypedLiteral: { type: builtIn },
  Call: { overName: local },
  ColumnName: { name: column },
  Member: { name: column },
};
