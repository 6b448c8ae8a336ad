/** What the page of a deployment and the extension say to each other. */
import type { DeploymentResult, ProtocolRange } from '../../../language-server/protocol.ts';

export interface PreviewObject {
  readonly kind: string;
  readonly name: string;
  readonly yaml: string;
}

export interface PreviewUpdate {
  readonly title: string;
  /** Whether it is of one statement; what is written and applied is always the file's. */
  readonly part: boolean;
  readonly file: string;
  readonly result: DeploymentResult | undefined;
  /** What the differences are to. */
  readonly before: readonly PreviewObject[] | undefined;
  readonly since: 'saved' | 'opened';
  readonly cluster: ClusterDifference | undefined;
  /** Whether processes may be started. */
  readonly trusted: boolean;
  readonly failure: string | undefined;
}

export interface ClusterDifference {
  readonly context: string;
  readonly state: 'asking' | 'same' | 'different' | 'failed';
  /** As `ferris-k8s-deploy deploy-from-sql --diff` prints it, or what went wrong. */
  readonly text: string;
  /** Whether the text has changed since. */
  readonly stale: boolean;
}

export type PreviewAnswer =
  | { readonly kind: 'reveal'; readonly range: ProtocolRange }
  | { readonly kind: 'write' | 'apply' | 'compare' | 'context' | 'whole' };
