/** Which files statements have named so far, there or not: each is read when it is named for the first time. */
export class NamedFiles {
  readonly #uris = new Set<string>();

  has(uri: string): boolean {
    return this.#uris.has(uri);
  }

  /** @returns those that were not named before */
  add(uris: readonly string[]): readonly string[] {
    const fresh = uris.filter(uri => !this.#uris.has(uri));
    for (const uri of fresh) this.#uris.add(uri);
    return fresh;
  }
}
