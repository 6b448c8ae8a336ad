/** Keys whose values are shown to nobody. */

/** Also what holds a password among other things. */
export const isSecret = (key: string): boolean =>
  /password|secret|jaas|token|user\.info|\.key$|keystore\.key/i.test(key);
