/** The kinds of words that an editor may colour by meaning, under the names that the protocol has for them. */

/** A kind's number is its place here. `class` is a stream, `struct` a table, `variable` a name inside one statement. */
export const TOKEN_TYPES = [
  'keyword',
  'function',
  'type',
  'class',
  'struct',
  'namespace',
  'variable',
  'property',
  'parameter',
  'enumMember',
  'string',
  'number',
  'operator',
  'comment',
  'decorator',
] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

/** A modifier's bit is its place here. */
export const TOKEN_MODIFIERS = ['declaration', 'readonly', 'defaultLibrary', 'deprecated'] as const;
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

/** What a word is. */
export interface Role {
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

export const role = (type: TokenType, ...modifiers: TokenModifier[]): Role => ({ type, modifiers });
