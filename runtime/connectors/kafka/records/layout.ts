/** Where the fields of a record batch (format 2, Kafka 0.11 and later) stand, counted from its first byte. */

export const BASE_OFFSET = 0;
/** Bytes that follow this field. */
export const LENGTH = 8;
export const MAGIC = 16;
export const CRC = 17;
/** The checksum covers everything from here on. */
export const ATTRIBUTES = 21;
export const LAST_OFFSET_DELTA = 23;
export const BASE_TIMESTAMP = 27;
export const MAX_TIMESTAMP = 35;
export const PRODUCER_ID = 43;
export const PRODUCER_EPOCH = 51;
export const BASE_SEQUENCE = 53;
export const RECORD_COUNT = 57;
export const RECORDS = 61;

/** A batch is at least this long before its length can be read. */
export const BEFORE_LENGTH_ENDS = 12;

// Attributes.
export const COMPRESSION_MASK = 0x07;
/** The broker's clock when it appended, in max timestamp, rather than each record's own. */
export const LOG_APPEND_TIME = 0x08;
export const TRANSACTIONAL = 0x10;
/** Holds a marker (a transaction was committed or aborted), no records. */
export const CONTROL = 0x20;
