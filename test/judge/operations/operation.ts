/** What an entry of the table of operations is, and what it may ask for while a tree grows. */
import type { Draw } from '../draw.ts';
import type { Expr, Kind, Type } from '../tree.ts';

/** Gives operands while an expression is made. */
export interface Grow {
  readonly draw: Draw;
  /** Of exactly this type. */
  of(type: Type): Expr;
  /** Of this kind; a DECIMAL of any size. */
  any(kind: Kind): Expr;
  /** As `any`, but a DOUBLE that both engines compute to the last bit: for what a rounding error would turn over. */
  exact(kind: Kind): Expr;
  /** A literal of the kind, from the pool that the data come from. */
  literal(type: Type): Expr;
  /** One of the kinds, of those that some column has when there are any. */
  kindIn(among: readonly Kind[]): Kind;
  /** A type that some column has, or a usual one. */
  type(): Type;
}

/** The parts of a new node; `bound` 0 where the type has none. */
export interface Made {
  readonly args: readonly Expr[];
  readonly type: Type;
  readonly bound?: number;
  /** A fixed parameter, kept while a case shrinks. */
  readonly text?: string;
}

export interface Operation {
  readonly name: string;
  readonly gives: Kind | 'ANY';
  /** Undefined where it does not fit: the caller takes something else. `wanted` is the type an `ANY` must have. */
  readonly build: (grow: Grow, wanted: Type) => Made | undefined;
  /** How the dialect writes it. */
  readonly ferris: Print;
  /** Where DuckDB means the same by other words; absent: the same text. */
  readonly duck?: Print;
  /** Its last bits depend on the engine (transcendental functions): not where a comparison could turn over. */
  readonly inexact?: true;
}

export type Print = (args: readonly string[], expr: Expr) => string;

/** What arithmetic may reach: beyond it neither engine's BIGINT nor exact DOUBLE is sure. */
export const MOST = 2 ** 53;
