/** Every WITH property that has an effect, one entry each: checking, completion and docs read this table. */

export interface PropertyEntry {
  readonly key: string;
  readonly aliases: readonly string[];
  /** Where it stands: about the relation a statement reads, or about what it writes. */
  readonly of: 'input' | 'output' | 'both';
  readonly doc: string;
  readonly example: string;
  /** The values there are, when they can be listed. Others that are known but cannot run yet are in `later`. */
  readonly values?: readonly string[];
  readonly later?: readonly string[];
}

const define = (entry: Omit<PropertyEntry, 'aliases'> & { readonly aliases?: readonly string[] }): PropertyEntry => ({
  aliases: [],
  ...entry,
});

export const properties: readonly PropertyEntry[] = [
  define({
    key: 'topic',
    aliases: ['kafka_topic', 'topic.name'],
    of: 'both',
    doc: 'The topic that is read or written; without it the name of the stream or table.',
    example: "'topic' = 'market_data'",
  }),
  define({
    key: 'format',
    aliases: ['value.format', 'value_format'],
    of: 'both',
    doc: 'How record values are encoded.',
    example: "'format' = 'json'",
    values: ['json'],
    later: ['avro', 'protobuf', 'csv', 'raw', 'jsonlines'],
  }),
  define({
    key: 'event.time.field',
    of: 'input',
    doc: 'The column that holds the event time.',
    example: "'event.time.field' = 'trade_time'",
  }),
  define({
    key: 'event.time.format',
    of: 'input',
    doc: 'How that column is read: epoch_millis, epoch_seconds, iso8601 or a pattern such as yyyy-MM-dd HH:mm:ss.SSS. Without it a number is epoch milliseconds and text ISO 8601.',
    example: "'event.time.format' = 'epoch_millis'",
  }),
  define({
    key: 'watermark.strategy',
    of: 'input',
    doc: 'bounded_out_of_orderness waits for rows as late as watermark.max_out_of_orderness; ascending expects none.',
    example: "'watermark.strategy' = 'bounded_out_of_orderness'",
    values: ['bounded_out_of_orderness', 'ascending'],
    later: ['punctuated'],
  }),
  define({
    key: 'watermark.max_out_of_orderness',
    of: 'input',
    doc: 'How far rows may be out of order, a duration.',
    example: "'watermark.max_out_of_orderness' = '5s'",
  }),
  define({
    key: 'window.grace',
    of: 'input',
    doc: 'How much longer a window stays open for late rows, a duration; GRACE says the same.',
    example: "'window.grace' = '10s'",
  }),
  define({
    key: 'late.data.strategy',
    of: 'input',
    doc: 'What becomes of late rows. drop counts them.',
    example: "'late.data.strategy' = 'drop'",
    values: ['drop'],
    later: ['dead_letter', 'update_previous', 'include_in_next_window'],
  }),
  define({
    key: 'failure_strategy',
    of: 'input',
    doc: 'What becomes of a record that cannot be processed. LogAndContinue counts and names it.',
    example: "'failure_strategy' = 'LogAndContinue'",
    values: ['LogAndContinue'],
    later: ['SendToDLQ', 'FailBatch', 'RetryWithBackoff'],
  }),
  define({
    key: 'decimal.format',
    of: 'output',
    doc: 'Whether DECIMAL is written to JSON as a number or as a string.',
    example: "'decimal.format' = 'string'",
    values: ['number', 'string'],
  }),
  define({
    key: 'type',
    of: 'both',
    doc: 'What stands behind the relation: kafka_source or kafka_sink.',
    example: "'orders.type' = 'kafka_source'",
    values: ['kafka_source', 'kafka_sink', 'kafka'],
    later: ['file_source', 'file_sink', 'stdout'],
  }),
];

const byKey = new Map(properties.flatMap(entry => [entry.key, ...entry.aliases].map(key => [key, entry] as const)));

/** By key or alias, whatever the case. */
export const findProperty = (key: string): PropertyEntry | undefined => byKey.get(key.toLowerCase());

/** Keys that are understood elsewhere (Kafka's own client settings, files, observability) and have no effect yet. */
export const isKnownLater = (key: string): boolean =>
  /^(bootstrap\.servers|config_file|schema\.|key\.format|key_format|watermark\.idle\.timeout|late\.retention|group\.id|auto\.offset\.reset|circuit\.breaker\.|observability\.|retry\.|max\.|batch|compression|acks|linger|security\.|sasl\.|ssl\.|processing\.|time\.characteristic|changelog\.mode|state\.|sink\.|partitions|replicas|retention|cleanup|path|delimiter|header|resource\.|memory\.|performance\.|dlq|dead)/.test(
    key.toLowerCase(),
  );
