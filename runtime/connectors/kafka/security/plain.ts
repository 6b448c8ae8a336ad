/** SASL PLAIN (RFC 4616): name and password as they are, so only encryption keeps them from being read on the way. */
import type { Conversation } from './scram.ts';

/** Neither name nor password may hold the character NUL, which separates them. */
export function plain({ username, password }: { readonly username: string; readonly password: string }): Conversation {
  return { first: Buffer.from(`\0${username}\0${password}`), next: async () => undefined };
}
