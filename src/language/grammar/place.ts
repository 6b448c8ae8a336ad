/** Where a node and the words in it stand: all that is kept of the tokens once a statement is parsed. */

/** Stands in `$cstNode` of every node of a good statement. Offsets are relative to the piece. */
export class Place {
  readonly #text: string;
  readonly offset: number;
  end: number;
  /** Levels of nodes from here down, this one included. */
  height = 1;
  /** Property, start and end of every word that went into a property, in a row. */
  #words: (string | number)[] | undefined;

  constructor(text: string, offset: number, end: number) {
    this.#text = text;
    this.offset = offset;
    this.end = end;
  }

  get length(): number {
    return this.end - this.offset;
  }

  get text(): string {
    return this.#text.slice(this.offset, this.end);
  }

  /** Notes that a word, or a name of several, went into a property. */
  note(property: string, start: number, end: number): void {
    if (this.#words) this.#words.push(property, start, end);
    else this.#words = [property, start, end];
  }

  /** Where the index-th word of a property stands; undefined when it has no such word (nodes have places of their own). */
  word(property: string, index: number): { readonly start: number; readonly end: number } | undefined {
    const words = this.#words;
    if (!words) return undefined;
    let left = index;
    for (let i = 0; i < words.length; i += 3)
      if (words[i] === property && left-- === 0) return { start: Number(words[i + 1]), end: Number(words[i + 2]) };
    return undefined;
  }
}
