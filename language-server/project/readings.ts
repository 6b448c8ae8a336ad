/** Readings of files that overlap: one that was begun earlier may end later, and what it found is no longer true. */
export class Readings {
  readonly #latest = new Map<string, number>();
  #begun = 0;

  /** @returns whether it is still the latest reading of the file */
  begin(uri: string): () => boolean {
    const mine = ++this.#begun;
    this.#latest.set(uri, mine);
    return () => this.#latest.get(uri) === mine;
  }

  /** What goes on of these files is of no use any more. */
  drop(isMeant: (uri: string) => boolean): void {
    for (const uri of this.#latest.keys()) if (isMeant(uri)) this.#latest.delete(uri);
  }
}
