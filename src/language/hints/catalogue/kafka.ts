/** Which Kafka the pods read and write. */
import { defineCategory, defineHint } from '../define.ts';
import { formed, listOf, objectName } from '../types/text.ts';

const broker = formed({
  description: 'a broker as host:port',
  placeholder: '<host:port>',
  form: /^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\]):([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/,
});

export const kafka = defineCategory({
  name: 'kafka',
  title: 'Kafka',
  doc: 'Which Kafka the pods read and write.',
  hints: [
    defineHint({
      key: 'kafka.brokers',
      type: listOf(broker, 'a comma-separated list of brokers'),
      doc: 'Where the brokers are, as `KAFKA_BROKERS` of the pods.',
      example: 'kafka-0.kafka:9092,kafka-1.kafka:9092',
      defaults: { all: 'kafka-cluster:9092' },
    }),
    defineHint({
      key: 'kafka.consumer_group',
      type: formed({
        description: 'the name of a consumer group (letters, digits, -, _ and .)',
        placeholder: '<consumer_group>',
        form: /^[A-Za-z0-9._-]{1,249}$/,
      }),
      doc: "The consumer group that shares the partitions among the pods; without it the deployment's name and `-processors`.",
      example: 'ferris-trading-processors',
    }),
    defineHint({
      key: 'kafka.secret',
      type: objectName,
      doc: 'The Secret with how the brokers are reached, as environment variables: `KAFKA_SECURITY_PROTOCOL`, `KAFKA_SASL_MECHANISM`, `KAFKA_USERNAME`, `KAFKA_PASSWORD`, `KAFKA_SSL_TRUSTSTORE_CERTIFICATES`.',
      example: 'kafka-credentials',
    }),
    defineHint({
      key: 'kafka.schema_registry',
      type: formed({
        description: 'an address such as http://schema-registry:8081',
        placeholder: '<url>',
        form: /^https?:\/\/[^\s/]+(\/\S*)?$/,
      }),
      doc: 'Where the schema registry is, as `SCHEMA_REGISTRY_URL` of the pods.',
      example: 'http://schema-registry:8081',
    }),
  ],
});
