/** By which a statement's properties are told apart: the relation that one is about, empty for none, and its key. */
export const placeOf = (owner: string | undefined, key: string): string =>
  `${owner?.toLowerCase() ?? ''}\0${key.toLowerCase()}`;
