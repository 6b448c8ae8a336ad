/** Why Kafka could not be started or stopped, in words for the person who asked, with what to do about it. */
export class KafkaError extends Error {
  override readonly name = 'KafkaError';
}
