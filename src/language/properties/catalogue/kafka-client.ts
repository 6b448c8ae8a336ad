/** Settings that Kafka's consumer and producer share: connection, retries, metadata, metrics. */
import type { PropertyFamily } from '../define.ts';
import { bytes, count, milliseconds, orSpecial } from '../types/number.ts';
import { servers, text } from '../types/text.ts';
import { words, yesNo } from '../types/words.ts';
import { client, connection, javaClass } from './kafka-define.ts';

const bufferBytes = orSpecial(bytes(), { '-1': "the operating system's own size" });

export const kafkaClient: PropertyFamily = {
  title: 'Kafka client',
  doc: "Settings of Kafka's consumer and producer, under Kafka's names (4.4). `properties.` or `kafka.` in front is understood.",
  properties: [
    connection(
      'bootstrap.servers',
      servers,
      'kafka-1:9092,kafka-2:9092',
      'Brokers that are asked first; from them the client learns all others. `--brokers` and KAFKA_BROKERS go before it.',
      { aliases: ['brokers', 'kafka.brokers', 'metadata.broker.list', 'bootstrap.server'] },
    ),
    client(
      'bootstrap.controllers',
      servers,
      'controller-1:9093',
      'Controllers instead of brokers, for an admin client that speaks to them directly.',
    ),
    client(
      'client.id',
      text('a name', '<name>'),
      'orders-reader',
      'How the client calls itself in the logs of the brokers.',
    ),
    client(
      'client.rack',
      text('a rack', '<rack>'),
      'eu-west-1a',
      'Where the client stands, so that it can read from a near replica.',
    ),
    client(
      'client.dns.lookup',
      words({
        use_all_dns_ips: 'every address of a name is tried',
        resolve_canonical_bootstrap_servers_only: 'bootstrap names are resolved to canonical names first',
      }),
      'use_all_dns_ips',
      'How names of brokers become addresses.',
      { default: 'use_all_dns_ips' },
    ),
    client(
      'bootstrap.resolve.timeout.ms',
      milliseconds(),
      '10000',
      'How long the client keeps trying to resolve the names of its first brokers; 0 fails at once.',
      { default: '0' },
    ),
    client('request.timeout.ms', milliseconds(), '30000', 'How long a request waits for its answer.', {
      default: '30000',
    }),
    client(
      'default.api.timeout.ms',
      milliseconds(),
      '60000',
      'How long a call may take altogether where it has no limit of its own.',
      { default: '60000' },
    ),
    client('retry.backoff.ms', milliseconds(), '100', 'The wait before a failed request is sent again.', {
      default: '100',
    }),
    client('retry.backoff.max.ms', milliseconds(), '1000', 'The longest wait before a failed request is sent again.', {
      default: '1000',
    }),
    client('reconnect.backoff.ms', milliseconds(), '50', 'The wait before a lost connection is opened again.', {
      default: '50',
    }),
    client(
      'reconnect.backoff.max.ms',
      milliseconds(),
      '1000',
      'The longest wait before a connection is opened again that keeps failing.',
      { default: '1000' },
    ),
    client('connections.max.idle.ms', milliseconds(), '540000', 'When a connection is closed that nobody uses.', {
      default: '540000',
    }),
    client('socket.connection.setup.timeout.ms', milliseconds(), '10000', 'How long opening a connection may take.', {
      default: '10000',
    }),
    client(
      'socket.connection.setup.timeout.max.ms',
      milliseconds(),
      '30000',
      'How long opening a connection may take after it has failed several times.',
      { default: '30000' },
    ),
    client('receive.buffer.bytes', bufferBytes, '65536', 'The size of the receiving buffer of a connection.'),
    client('send.buffer.bytes', bufferBytes, '131072', 'The size of the sending buffer of a connection.', {
      default: '131072',
    }),
    client('metadata.max.age.ms', milliseconds(), '300000', 'How old the list of topics and brokers may get.', {
      default: '300000',
    }),
    client(
      'metadata.recovery.strategy',
      words({ rebootstrap: 'begins with bootstrap.servers again', none: 'fails' }),
      'rebootstrap',
      'What a client does that knows no broker any more.',
      { default: 'rebootstrap' },
    ),
    client(
      'metadata.recovery.rebootstrap.trigger.ms',
      milliseconds(),
      '300000',
      'After how long without metadata the client begins with bootstrap.servers again.',
      { default: '300000' },
    ),
    client(
      'metadata.cluster.check.enable',
      yesNo('brokers of another cluster are refused', 'any broker is taken'),
      'true',
      'Whether the client makes sure that it still speaks to the cluster it began with.',
      { default: 'true' },
    ),
    client(
      'enable.metrics.push',
      yesNo('they are', 'they are not'),
      'true',
      "Whether the client's metrics are sent to the cluster when it asks for them.",
    ),
    client('metrics.num.samples', count(1), '2', "How many samples make up one of the client's metrics.", {
      default: '2',
    }),
    client('metrics.sample.window.ms', milliseconds(), '30000', 'Over what time a sample is taken.', {
      default: '30000',
    }),
    client(
      'metrics.recording.level',
      words({ INFO: 'the usual ones', DEBUG: 'more', TRACE: 'all' }),
      'INFO',
      'How much the client measures of itself.',
      { default: 'INFO' },
    ),
    client(
      'config.providers',
      text('names of providers', '<names>'),
      'vault',
      'Who fills in placeholders for a Java client. It has no effect here, where variables are filled in.',
    ),
    javaClass(client, 'metric.reporters', 'Who is told the metrics.', 'org.apache.kafka.common.metrics.JmxReporter'),
    javaClass(client, 'interceptor.classes', 'Who sees every record.', 'com.shop.Audit'),
  ],
};
