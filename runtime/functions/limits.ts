/** What a function of a user may use. */

export interface Limits {
  /** Longest time of one call, in milliseconds. */
  readonly callMs: number;
  /** When calls that were broken off have cost so many milliseconds in all, the function is called no more. */
  readonly lostMs: number;
  /** Most memory of all functions of a plan together, in bytes; at least 16 MB. */
  readonly memoryBytes: number;
  /** Deepest stack, in bytes: some 1500 calls inside each other. */
  readonly stackBytes: number;
}

export const LIMITS: Limits = {
  callMs: 1000,
  lostMs: 10_000,
  memoryBytes: 64 * 1024 * 1024,
  stackBytes: 256 * 1024,
};
