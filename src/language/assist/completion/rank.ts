/** How likely a proposal is at a cursor: how usual its kind of word is there, times how well it goes with what follows. */
import { reach, step } from '../../grammar/first-error.ts';
import { grammarNetwork } from '../../grammar/parse.ts';
import type { Proposal } from './candidate.ts';
import type { Cursor } from './cursor.ts';
import { prior } from './prior.ts';
import { type Situation, situationOf } from './situation.ts';

export type Offer = Proposal;

/** So many tokens behind the cursor are tried. */
const LOOK = 16;

export class Rank {
  readonly situation: Situation;
  readonly #cursor: Cursor;
  readonly #rest: readonly number[];
  readonly #around: string;
  #words: Map<string, number> | undefined;
  readonly #fits = new Map<number, number>();

  /** @param around the text near the cursor */
  constructor(cursor: Cursor, around = '') {
    this.#around = around;
    this.#cursor = cursor;
    this.situation = situationOf(cursor);
    this.#rest = cursor.after.map(word => word.kind);
  }

  /** Of a keyword, by its kind. */
  keyword(kind: number): number {
    return prior(this.situation, grammarNetwork().vocabulary.names[kind]!) * this.#fit(kind);
  }

  /** Whether a keyword may stand at the cursor. */
  isAllowed(word: string): boolean {
    const { network, vocabulary } = grammarNetwork();
    const kind = vocabulary.keywords.get(word);
    return kind !== undefined && step(network, this.#cursor.ways, kind).length > 0;
  }

  keywordNamed(word: string): number {
    const kind = grammarNetwork().vocabulary.keywords.get(word);
    return kind === undefined ? 0 : this.keyword(kind);
  }

  /**
   * Of all proposals of one class together, when they stand for a name.
   * @param kind `column`, `relation`, `function`, …
   */
  name(kind: string): number {
    return prior(this.situation, kind) * this.#fit(grammarNetwork().vocabulary.terminals.ID);
  }

  /** How usual a second word is behind a first one that is put here. */
  next(first: string, second: string): number {
    const { clause, last } = this.situation;
    const behind = { last: first, lastButOne: last, onNewLine: false };
    return Math.max(prior({ ...behind, clause: first }, second), prior({ ...behind, clause }, second));
  }

  /** 1 when what stands behind the cursor goes on from a token of this kind; less where a word more is needed, or several. */
  #fit(kind: number): number {
    const known = this.#fits.get(kind);
    if (known !== undefined) return known;
    const { network, vocabulary } = grammarNetwork();
    const behind = step(network, this.#cursor.ways, kind);
    const most = Math.min(LOOK, this.#rest.length);
    const reached = reach(network, behind, this.#rest, 0, most);
    let fit = 1;
    if (reached < most) {
      const withName = step(network, behind, vocabulary.terminals.ID);
      const further = withName.length > 0 ? reach(network, withName, this.#rest, 0, most) : 0;
      fit = further >= most ? 0.2 : 0.005 + (0.03 * reached) / most;
    }
    this.#fits.set(kind, fit);
    return fit;
  }

  /** How often a word stands near the cursor, whatever its case. */
  near(word: string): number {
    if (!this.#words) {
      this.#words = new Map();
      for (const { 0: one } of this.#around.matchAll(/[A-Za-z_]\w*/g)) {
        const key = one.toUpperCase();
        this.#words.set(key, (this.#words.get(key) ?? 0) + 1);
      }
    }
    return this.#words.get(word.toUpperCase()) ?? 0;
  }

  /** The token behind the cursor, as written; empty at the end. */
  get following(): string {
    return this.#cursor.after[0]?.text ?? '';
  }
}
