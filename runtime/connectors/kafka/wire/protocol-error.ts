/** An error code in an answer: its name, whether asking again can help, and what it means to a person. */

export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: number;
  /** Kafka's name for the code: `NOT_LEADER_OR_FOLLOWER`. */
  readonly kafkaName: string;
  /** True when the state behind it passes: ask again, after asking anew who leads. */
  readonly passes: boolean;

  /** `doing`: what was tried, for the message: `reading orders-0`. `said`: the broker's own words. */
  constructor(code: number, doing: string, said?: string | null) {
    const [kafkaName, meaning, passes] = CODES[code] ?? [`error ${code}`, undefined, false];
    super(`${doing}: ${said || meaning || kafkaName}${said || meaning ? ` (${kafkaName})` : ''}`);
    this.code = code;
    this.kafkaName = kafkaName;
    this.passes = passes === true;
  }
}

/** Throws when an answer's code says that something went wrong. */
export function check(code: number, doing: string, said?: string | null): void {
  if (code !== 0) throw new ProtocolError(code, doing, said);
}

export const OFFSET_OUT_OF_RANGE = 1;
export const UNKNOWN_TOPIC_OR_PARTITION = 3;
export const MESSAGE_TOO_LARGE = 10;
export const INVALID_TOPIC = 17;
export const TOPIC_AUTHORIZATION_FAILED = 29;
export const UNSUPPORTED_SASL_MECHANISM = 33;
export const ILLEGAL_SASL_STATE = 34;
export const ILLEGAL_GENERATION = 22;
export const UNKNOWN_MEMBER_ID = 25;
export const REBALANCE_IN_PROGRESS = 27;
export const TOPIC_ALREADY_EXISTS = 36;
export const DUPLICATE_SEQUENCE_NUMBER = 46;
export const INVALID_PRODUCER_EPOCH = 47;
export const INVALID_TRANSACTION_STATE = 48;
export const CONCURRENT_TRANSACTIONS = 51;
export const MEMBER_ID_REQUIRED = 79;
export const FENCED_INSTANCE_ID = 82;
export const PRODUCER_FENCED = 90;

/** Name, meaning, and whether it passes. */
const CODES: Readonly<Record<number, readonly [string, string, true?]>> = {
  [-1]: ['UNKNOWN_SERVER_ERROR', 'the broker met an error of its own, its log says more'],
  1: ['OFFSET_OUT_OF_RANGE', 'there is no such offset'],
  2: ['CORRUPT_MESSAGE', 'the record batch is damaged'],
  3: ['UNKNOWN_TOPIC_OR_PARTITION', 'there is no such topic or partition', true],
  5: ['LEADER_NOT_AVAILABLE', 'the partition has no leader at the moment', true],
  6: ['NOT_LEADER_OR_FOLLOWER', 'the partition has moved to another broker', true],
  7: ['REQUEST_TIMED_OUT', 'the broker could not finish in time', true],
  8: ['BROKER_NOT_AVAILABLE', 'the broker is not available', true],
  9: ['REPLICA_NOT_AVAILABLE', 'the replica is not available', true],
  10: ['MESSAGE_TOO_LARGE', "the record batch is larger than the topic's max.message.bytes"],
  13: ['NETWORK_EXCEPTION', 'the broker lost a connection', true],
  14: ['COORDINATOR_LOAD_IN_PROGRESS', 'the coordinator is starting', true],
  15: ['COORDINATOR_NOT_AVAILABLE', 'there is no coordinator at the moment', true],
  16: ['NOT_COORDINATOR', 'the coordinator has moved to another broker', true],
  17: ['INVALID_TOPIC_EXCEPTION', 'this cannot be the name of a topic'],
  18: ['RECORD_LIST_TOO_LARGE', "the records are larger than the topic's segments"],
  19: ['NOT_ENOUGH_REPLICAS', 'fewer replicas are in sync than min.insync.replicas asks for', true],
  20: ['NOT_ENOUGH_REPLICAS_AFTER_APPEND', 'fewer replicas are in sync than min.insync.replicas asks for', true],
  22: ['ILLEGAL_GENERATION', 'the group has been divided anew'],
  23: ['INCONSISTENT_GROUP_PROTOCOL', 'other programs than ferris-sql are in this group'],
  24: ['INVALID_GROUP_ID', 'this cannot be the name of a group'],
  25: ['UNKNOWN_MEMBER_ID', 'the group has given this member up'],
  26: ['INVALID_SESSION_TIMEOUT', "the session timeout is outside of the broker's group.min/max.session.timeout.ms"],
  27: ['REBALANCE_IN_PROGRESS', 'the group is being divided anew'],
  29: ['TOPIC_AUTHORIZATION_FAILED', 'this client may not do that with the topic'],
  30: ['GROUP_AUTHORIZATION_FAILED', 'this client may not use the group'],
  31: ['CLUSTER_AUTHORIZATION_FAILED', 'this client may not do that in the cluster'],
  32: [
    'INVALID_TIMESTAMP',
    'a timestamp is before 1970, or out of what the topic accepts (message.timestamp.*.max.ms)',
  ],
  33: ['UNSUPPORTED_SASL_MECHANISM', 'the broker does not offer this way of logging in'],
  34: ['ILLEGAL_SASL_STATE', 'the broker does not expect a login now'],
  35: ['UNSUPPORTED_VERSION', 'the broker does not speak this version of the request'],
  36: ['TOPIC_ALREADY_EXISTS', 'the topic exists already'],
  37: ['INVALID_PARTITIONS', 'a topic cannot have that many partitions'],
  38: ['INVALID_REPLICATION_FACTOR', 'there are not enough brokers for the replication factor'],
  41: ['NOT_CONTROLLER', 'the controller has moved to another broker', true],
  42: ['INVALID_REQUEST', 'the broker does not accept the request'],
  44: ['POLICY_VIOLATION', "the cluster's policy forbids it"],
  45: ['OUT_OF_ORDER_SEQUENCE_NUMBER', 'a record batch before this one was lost'],
  46: ['DUPLICATE_SEQUENCE_NUMBER', 'the record batch is there already'],
  47: ['INVALID_PRODUCER_EPOCH', 'another writer with the same transactional id took over'],
  48: ['INVALID_TXN_STATE', 'the transaction is not in a state for this'],
  49: ['INVALID_PRODUCER_ID_MAPPING', 'the broker has forgotten this writer'],
  50: ['INVALID_TRANSACTION_TIMEOUT', "the transaction timeout is above the broker's transaction.max.timeout.ms"],
  51: ['CONCURRENT_TRANSACTIONS', 'the transaction before is still being finished', true],
  53: ['TRANSACTIONAL_ID_AUTHORIZATION_FAILED', 'this client may not use the transactional id'],
  56: ['KAFKA_STORAGE_ERROR', "the broker's disk failed", true],
  58: ['SASL_AUTHENTICATION_FAILED', 'the broker does not accept the login'],
  59: ['UNKNOWN_PRODUCER_ID', 'the broker has forgotten this writer'],
  74: ['FENCED_LEADER_EPOCH', 'the partition has a new leader', true],
  75: ['UNKNOWN_LEADER_EPOCH', 'the partition is getting a new leader', true],
  76: ['UNSUPPORTED_COMPRESSION_TYPE', 'the compression is not supported'],
  78: ['OFFSET_NOT_AVAILABLE', 'the new leader does not know its offsets yet', true],
  79: ['MEMBER_ID_REQUIRED', 'the member is to come again by its name'],
  81: ['GROUP_MAX_SIZE_REACHED', 'the group has as many members as the broker allows'],
  82: ['FENCED_INSTANCE_ID', 'another member has taken this place in the group'],
  87: ['INVALID_RECORD', 'the broker does not accept the record'],
  88: ['UNSTABLE_OFFSET_COMMIT', "the group's offsets are part of a transaction that is still open", true],
  89: ['THROTTLING_QUOTA_EXCEEDED', 'the quota is used up', true],
  90: ['PRODUCER_FENCED', 'another writer with the same transactional id took over'],
};
