/** How much goes to and from Kafka's brokers at a time. */

export interface Transfer {
  /** So much must be there before a broker answers, or `fetchMaxWaitMs` be over. */
  readonly fetchMinBytes: number;
  readonly fetchMaxWaitMs: number;
  /** The most of an answer, and of one partition in it; a broker sends one batch whole, however large. */
  readonly fetchMaxBytes: number;
  readonly partitionFetchBytes: number;
  /** A batch is closed at this size, well below the broker's limit of 1 MiB. */
  readonly batchBytes: number;
  /** Bytes that wait for sending before `write` makes its caller wait; sending begins at a quarter of it. */
  readonly bufferBytes: number;
}

export const USUAL_TRANSFER: Transfer = {
  fetchMinBytes: 1,
  fetchMaxWaitMs: 500,
  fetchMaxBytes: 8 << 20,
  partitionFetchBytes: 1 << 20,
  batchBytes: 256 << 10,
  bufferBytes: 8 << 20,
};
