/** What `ferris-sql topics --format json` says, as far as the editor shows it. */

export interface Topics {
  /** `dir:.ferris/log`, `kafka localhost:9092`. */
  readonly place: string;
  readonly topics: readonly Topic[];
}

export interface Topic {
  readonly name: string;
  readonly partitions?: readonly { readonly partition: number; readonly earliest: number; readonly end: number }[];
  readonly samples?: readonly Sample[];
  readonly columns?: readonly { readonly name: string; readonly type: string; readonly seen: string }[];
  /** A statement that reads it. */
  readonly select?: string;
}

export interface Sample {
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly key: SampleText | null;
  readonly value: SampleText | null;
}

/** Of bytes that are no text, Base64. */
type SampleText = { readonly text: string } | { readonly base64: string };

/** Undefined for what is something else: another program's output. */
export function checkedTopics(text: string): Topics | undefined {
  try {
    const found = JSON.parse(text) as Topics;
    return typeof found.place === 'string' && Array.isArray(found.topics) ? found : undefined;
  } catch {
    return undefined;
  }
}

export const textOf = (given: SampleText | null): string =>
  given === null ? 'null' : 'text' in given ? given.text : `${given.base64} (Base64)`;
