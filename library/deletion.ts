/** In the rows of a table: the row of this key is gone. */
export class Deletion {
  readonly key: object;
  constructor(key: object) {
    this.key = key;
  }
}
