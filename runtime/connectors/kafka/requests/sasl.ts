/** SaslHandshake and SaslAuthenticate: which mechanism, then its messages to and fro. */
import type { RequestKind } from '../wire/request.ts';

export const saslHandshake: RequestKind<
  /** The mechanism. */
  string,
  { readonly error: number; readonly mechanisms: readonly string[] }
> = {
  name: 'SaslHandshake',
  key: 17,
  version: 1,
  write: (to, mechanism) => to.string(mechanism),
  read: from => ({ error: from.int16(), mechanisms: from.array(() => from.string()) }),
};

export interface SaslAnswer {
  readonly error: number;
  readonly message: string | null;
  readonly said: Buffer;
  /** After how many milliseconds the broker wants to hear who this is once more; 0: never. */
  readonly lifetimeMs: number;
}

export const saslAuthenticate: RequestKind<Uint8Array, SaslAnswer> = {
  name: 'SaslAuthenticate',
  key: 36,
  version: 2,
  flexible: true,
  write(to, message) {
    to.compactBytes(message).noTags();
  },
  read: from => ({
    error: from.int16(),
    message: from.compactNullableString(),
    said: from.compactBytes(),
    lifetimeMs: from.int64(),
  }),
};
