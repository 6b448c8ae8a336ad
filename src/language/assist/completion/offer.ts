/** A class of proposals with the probability that it is one of them, shared among them by weight. */
import type { Proposal } from './candidate.ts';

export type Weighed = Omit<Proposal, 'score'> & {
  /** In no unit; how much more likely than another of its class. */
  readonly weight: number;
};

export function shared(probability: number, offers: readonly Weighed[]): Proposal[] {
  const total = offers.reduce((sum, { weight }) => sum + weight, 0);
  return total === 0 ? [] : offers.map(({ weight, ...offer }) => ({ ...offer, score: (probability * weight) / total }));
}
