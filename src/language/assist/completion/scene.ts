/** What stands around a cursor: the statement made whole with a made-up name in it, and what that name could stand for. */
import type { AstNode } from 'langium';
import { step } from '../../grammar/first-error.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { grammarNetwork, parsePiece } from '../../grammar/parse.ts';
import type { ExpressionContext } from '../../names/expression/context.ts';
import type { QueryContext } from '../../names/query/context.ts';
import { reporter } from '../../names/report.ts';
import type { Leaf } from '../../names/scope.ts';
import { bindStatement } from '../../names/statement/bind-statement.ts';
import type { Environment } from '../../names/statement/environment.ts';
import type { Cursor } from './cursor.ts';
import { closing, readOn } from './read-on.ts';
import { type Role, roleOf } from './role.ts';

export interface Scene {
  readonly cursor: Cursor;
  readonly environment: Environment;
  readonly statement: ast.Statement | undefined;
  /** What a name at the cursor would be; undefined where none can stand. */
  readonly role: Role | undefined;
  /** The node that has the made-up name, and those around it, inside out. */
  readonly around: readonly AstNode[];
  /** What an expression at the cursor may use; undefined where none stands or it was not reached. */
  readonly context: ExpressionContext | undefined;
  /** Relations whose columns may be used at the cursor, those of the queries around this one behind its own. */
  readonly leaves: readonly ScopeLeaf[];
  /** Of WITH, readable at the cursor, in capitals as written. */
  readonly ctes: readonly { readonly name: string; readonly columns: readonly string[] }[];
}

export interface ScopeLeaf extends Leaf {
  /** 0: of the query at the cursor; 1: of the one around it. */
  readonly distance: number;
}

/** The made-up name. */
export const HERE = 'here_is_the_cursor';

/** Never throws. */
export function sceneAt(cursor: Cursor, environment: Environment): Scene {
  const { network, vocabulary } = grammarNetwork();
  const behindName = step(network, cursor.ways, vocabulary.terminals.ID);
  const named = behindName.length > 0;
  const rest = readOn(network, vocabulary, named ? behindName : cursor.ways, cursor.after, cursor.text);
  const text = `${cursor.readable}${named ? `${HERE} ` : ''}${rest.text}${closing(network, vocabulary, rest.ways)}`;
  const statement = parsePiece(text).tree.statement;
  const around = statement ? pathTo(statement, named ? HERE : undefined) : [];
  const seen: { expression?: ExpressionContext; query?: QueryContext; leaves: ScopeLeaf[] } = { leaves: [] };
  if (statement && named) {
    const probe = {
      name: HERE,
      inExpression: (context: ExpressionContext) => {
        seen.expression = context;
        seen.leaves = leavesOf(context);
      },
      inFrom: (context: QueryContext) => {
        seen.query = context;
      },
    };
    try {
      // Nobody reads what it reports, so it need not look for what was meant.
      bindStatement(statement, { ...environment, nearestRelation: () => undefined, probe }, reporter(0, []));
    } catch (error) {
      // Nested too deeply to be understood: what was seen until then is good.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return {
    cursor,
    environment,
    statement,
    role: named ? roleOf(around, HERE) : undefined,
    around,
    context: seen.expression,
    leaves: seen.leaves,
    ctes: [...(seen.query?.ctes.values() ?? [])].map(({ relation }) => ({
      name: relation.name,
      columns: relation.columns.map(column => column.name),
    })),
  };
}

function leavesOf(context: ExpressionContext): ScopeLeaf[] {
  const found: ScopeLeaf[] = [];
  let distance = 0;
  for (let one: ExpressionContext | undefined = context; one; one = one.outer?.context, distance++)
    for (const leaf of one.scope.leaves) found.push({ ...leaf, distance });
  return found;
}

/** The node with a property of this text and all above it; of no name the statement alone. */
function pathTo(statement: AstNode, name: string | undefined): readonly AstNode[] {
  const visit = (node: AstNode, path: readonly AstNode[]): readonly AstNode[] | undefined => {
    const here = [node, ...path];
    for (const [property, value] of Object.entries(node)) {
      if (property.startsWith('$')) continue;
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one === name) return here;
        if (typeof one !== 'object' || one === null || !('$type' in one)) continue;
        const found = visit(one, here);
        if (found) return found;
      }
    }
    return undefined;
  };
  return name === undefined ? [statement] : (visit(statement, []) ?? [statement]);
}

/** The innermost query around the cursor. */
export const queryAround = ({ around }: Scene): ast.Query | undefined =>
  around.find((node): node is ast.Query => node.$type === 'Query');
