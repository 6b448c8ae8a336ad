/** The deployments of a document, for the methods that tell of them: worked out once for each snapshot. */
import { type Deployments, deploymentsOf } from '../src/compiler/deploy/deployments.ts';
import type { Snapshot } from './snapshot.ts';

const known = new WeakMap<Snapshot, Map<number | undefined, Deployments>>();

/** @param statement only the one that runs it, by its index; undefined: all */
export function deploymentsIn(snapshot: Snapshot, statement?: number): Deployments {
  const ofSnapshot = known.get(snapshot) ?? new Map<number | undefined, Deployments>();
  known.set(snapshot, ofSnapshot);
  const before = ofSnapshot.get(statement);
  if (before) return before;
  const { text, analysis, document } = snapshot;
  const request = { file: fileName(document.uri), text, analysis };
  const deployments = deploymentsOf(statement === undefined ? request : { ...request, statement });
  ofSnapshot.set(statement, deployments);
  return deployments;
}

/** Of a URI, as a person reads it. */
export const fileName = (uri: string): string =>
  decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1).replaceAll(/%(?![0-9a-f]{2})/gi, '%25'));
