/** A cluster as commands see it: one way to ask its API server, and the two ways in which that fails. */

export interface Cluster {
  /** Of the kubeconfig. */
  readonly context: string;
  /** The API server's address. */
  readonly server: string;
  /** Where objects without a namespace of their own go. */
  readonly namespace: string;
  /** The answer's JSON. Throws UnreachableError, RefusedError, and what aborted the signal given on connecting. */
  ask(question: Question): Promise<unknown>;
  /** The same for an answer that is no JSON: a log. */
  askText(question: Question): Promise<string>;
}

export interface Question {
  readonly method: 'GET' | 'PATCH' | 'DELETE';
  /** `/api/v1/namespaces`, encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON, which is YAML too. */
  readonly body?: unknown;
  readonly contentType?: string;
}

/** No answer: the address, the network, the certificate, or the credentials cannot even be had. */
export class UnreachableError extends Error {}

/** The API server's no. `message` is its own, without its repetitions. */
export class RefusedError extends Error {
  /** Of HTTP. */
  readonly status: number;
  readonly causes: readonly RefusalCause[];
  constructor(status: number, message: string, causes: readonly RefusalCause[] = []) {
    super(message);
    this.status = status;
    this.causes = causes;
  }
}

/** One of the reasons in a `Status` of the API. */
export interface RefusalCause {
  /** Such as `FieldManagerConflict`. */
  readonly reason?: string;
  readonly message?: string;
  /** Such as `.spec.replicas`. */
  readonly field?: string;
}
