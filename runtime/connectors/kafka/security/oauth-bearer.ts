/** SASL OAUTHBEARER (RFC 7628): a token says who this is. */
import type { Conversation } from './scram.ts';

/** @param token as RFC 6750 allows it; whoever gives it must have checked that */
export function oauthBearer(token: string): Conversation {
  return {
    first: Buffer.from(`n,,\x01auth=Bearer ${token}\x01\x01`),
    // Words instead of nothing are a refusal in JSON; the client must say that it has heard them to be told in full.
    next: async said => (said.length === 0 ? undefined : Buffer.from('\x01')),
  };
}

/** What a token is made of (RFC 6750, b64token): anything else could say more to the broker than a token. */
export const isToken = (text: string): boolean => /^[\w.~+/-]+=*$/.test(text);
