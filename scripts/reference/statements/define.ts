/** What the reference says about the rules of the grammar: everything but the syntax, which is the grammar's own. */

export interface Section {
  readonly title: string;
  /** Rules of the grammar, the main one first. */
  readonly rules: readonly string[];
  /** What it means, first sentence a summary; Markdown. */
  readonly doc: string;
  /** Whole files, each checked by the test of the docs: no error may be found in them. */
  readonly examples: readonly string[];
}

export interface Chapter {
  readonly title: string;
  /** One sentence. */
  readonly doc: string;
  readonly sections: readonly Section[];
}
