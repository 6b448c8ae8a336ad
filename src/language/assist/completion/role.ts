/** What a name at some place of the tree would be. */
import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';

export type Role =
  /** The beginning of a value: a column, a relation in front of a dot, a function. */
  | { readonly is: 'expression' }
  | { readonly is: 'function' }
  /** Behind a dot. */
  | { readonly is: 'member'; readonly base: ast.Expression }
  /** A relation's alias or name in front of a dot and a star. */
  | { readonly is: 'qualifier' }
  | { readonly is: 'relation'; readonly access: 'read' | 'write' | 'any' }
  /** A column of one relation of the workspace. */
  | { readonly is: 'column of'; readonly relation: string; readonly taken: readonly string[] }
  /** A column declared in the same statement. */
  | { readonly is: 'own column'; readonly taken: readonly string[] }
  /** A column that both sides of a join have. */
  | { readonly is: 'common column'; readonly join: ast.Join }
  | { readonly is: 'type' }
  | { readonly is: 'property'; readonly part: 'key' | 'value'; readonly clause: ast.WithClause | undefined }
  /** One of a few words that are no keywords. */
  | { readonly is: 'word'; readonly of: 'window' | 'unit' | 'strategy' | 'show' | 'language' | 'block' }
  | { readonly is: 'job' }
  | { readonly is: 'window name' }
  | { readonly is: 'pattern variable' }
  /** A name that is made up here. */
  | { readonly is: 'new' };

/** @param around the node that has the name and those above it, inside out */
export function roleOf(around: readonly AstNode[], name: string): Role {
  const [node, parent] = around;
  const has = (property: string): boolean => {
    const value: unknown = node?.[property as keyof AstNode];
    return value === name || (Array.isArray(value) && value.includes(name));
  };
  const others = (names: readonly string[]): readonly string[] => names.filter(one => one !== name);
  const one = node as ast.FerrisSqlAstType[keyof ast.FerrisSqlAstType] | undefined;
  switch (one?.$type) {
    case 'ColumnName':
      return parent?.$type === 'Call' && has('trimmed') ? { is: 'new' } : { is: 'expression' };
    case 'Call':
      return has('overName') ? { is: 'window name' } : { is: 'function' };
    case 'Member':
      return { is: 'member', base: one.base as ast.Expression };
    case 'QualifiedStar':
      return { is: 'qualifier' };
    case 'NamedRelation':
      return has('name') ? { is: 'relation', access: 'read' } : { is: 'new' };
    case 'TableOperand':
      return { is: 'relation', access: 'read' };
    case 'TableCall':
      return { is: 'relation', access: 'read' };
    case 'Insert':
      return has('target')
        ? { is: 'relation', access: 'write' }
        : { is: 'column of', relation: one.target ?? '', taken: others(one.columns) };
    case 'IntoClause':
      return { is: 'relation', access: 'write' };
    case 'Drop':
      return has('kind') ? { is: 'new' } : { is: 'relation', access: 'any' };
    case 'Describe':
    case 'Update':
    case 'Delete':
      return { is: 'relation', access: 'any' };
    case 'Assigned':
      return { is: 'column of', relation: (parent as ast.Update | undefined)?.target ?? '', taken: [] };
    case 'PrimaryKeyDefinition':
      return { is: 'own column', taken: others(one.columns) };
    case 'WatermarkDefinition':
      return { is: 'own column', taken: [] };
    case 'Join':
      return { is: 'common column', join: one };
    case 'TypeName':
      return { is: 'type' };
    case 'CreateFunction':
      return has('functionLanguage') ? { is: 'word', of: 'language' } : { is: 'new' };
    case 'Property':
      return {
        is: 'property',
        part: 'key',
        clause: parent?.$type === 'WithClause' ? (parent as ast.WithClause) : undefined,
      };
    case 'PropertyValue':
      return {
        is: 'property',
        part: 'value',
        clause: around.find((above): above is ast.WithClause => above.$type === 'WithClause'),
      };
    case 'WithClause':
      return { is: 'word', of: 'block' };
    case 'WindowClause':
    case 'NamedWindow':
    case 'WindowKey':
      return { is: 'word', of: 'window' };
    case 'IntervalLiteral':
      return { is: 'word', of: 'unit' };
    case 'DeployJob':
      return has('strategy') ? { is: 'word', of: 'strategy' } : { is: 'job' };
    case 'Show':
      return { is: 'word', of: 'show' };
    case 'StopJob':
    case 'PauseJob':
    case 'RollbackJob':
      return { is: 'job' };
    case 'PatternVariable':
    case 'Definition':
    case 'AfterMatch':
    case 'Subset':
      return { is: 'pattern variable' };
    default:
      return { is: 'new' };
  }
}
