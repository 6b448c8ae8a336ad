/** A record batch that cannot be read: damaged, in too old a format, or in an unknown compression. */
export class UnreadableBatch extends Error {
  override readonly name = 'UnreadableBatch';
  readonly offset: number;
  constructor(offset: number, why: string) {
    super(why);
    this.offset = offset;
  }
}
