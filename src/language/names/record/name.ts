/** What a name in a statement refers to, and where it stands: what binding tells about names when it is asked to. */
import type { Span } from '../../text/span.ts';

/**
 * `relation`, `function` and `job` are known in all files; `builtin` is a function of the language; the rest lives in its
 * statement. A column of a relation outside the statement has `of`.
 */
export type NameKind = 'relation' | 'cte' | 'alias' | 'column' | 'window' | 'variable' | 'function' | 'builtin' | 'job';

/** One thing that is called by a name. Two of them are the same thing when they are the same object. */
export interface Name {
  readonly kind: NameKind;
  readonly name: string;
  /** Of a column: the relation outside the statement that it is of. */
  readonly of?: Name;
  /** Of an output column that is called after its expression. */
  readonly unnamed?: Unnamed;
  /** Of a column that `*` called `alias_column`, as two had one name. */
  readonly prefixed?: { readonly from: Name; readonly qualifier: string; readonly star: Span };
  /** Of an alias: the relation; of an output column that hands another one on under this name: that one. */
  readonly stands?: Name;
  /** Of a column that a schema file declares. */
  readonly file?: { readonly path: string; readonly span: Span };
}

/** An item of a select list without AS: where it stands, and what it is called after. */
export interface Unnamed {
  /** The column or function whose name it takes; undefined: `col_2`, a field, a function of the language. */
  readonly from: Name | undefined;
  /** The word that gives the name, else the whole item. */
  readonly at: Span;
  /** Behind it ` AS name` can stand. */
  readonly end: number;
  /** Whether anything can see the name: not so in EXISTS (…) or behind a list of columns. */
  readonly seen: boolean;
}

export interface Occurrence {
  /** In the statement's text. */
  readonly span: Span;
  readonly kind: 'declaration' | 'read' | 'write';
  readonly name: Name;
  /** Whether it is part of a quoted text: a property's key or value. */
  readonly quoted: boolean;
}

/** The names of one statement. */
export interface StatementNames {
  /** In the order of the text; several things may be meant at one place (USING). */
  readonly occurrences: readonly Occurrence[];
  /** The output column or declared column of that name, exactly written; undefined where nothing is known of it. */
  column(name: string): Name | undefined;
  /** Columns that USING made one: they must keep the same name. */
  readonly tied: readonly (readonly [Name, Name])[];
  /** Output columns that no word declares: called after their expression, or made by `*`. */
  readonly implied: readonly Name[];
}
