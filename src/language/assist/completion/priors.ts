/** How often which word stands where. Written by test/completion/learn.ts; see there. */
export const PRIORS: Readonly<Record<string, string>> = {};
