/** The settings of the one broker, written once for both ways of running it (a file for Java, variables for Docker). */

/** Where the broker listens, where it keeps its data, and its ports on this machine. */
export interface BrokerPlace {
  /** Host part of the listeners: `localhost` keeps the broker to this machine; empty listens everywhere (in a container). */
  readonly host: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly data: string;
}

/**
 * Broker properties by name: KRaft, broker and controller in one process, everything replicated once, topics only
 * made when somebody asks for them, and small enough for a laptop.
 */
export function brokerSettings({ host, port, controllerPort, data }: BrokerPlace): Readonly<Record<string, string>> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@localhost:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://${host}:${port},CONTROLLER://${host}:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://localhost:${port}`,
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': data,
    'auto.create.topics.enable': 'false',
    'num.partitions': '1',
    'default.replication.factor': '1',
    'min.insync.replicas': '1',
    // A new group gets its partitions at once instead of waiting 3 s for more members.
    'group.initial.rebalance.delay.ms': '0',
    // 50 partitions each, the default, are made on first use and cost a second or two of waiting.
    'offsets.topic.num.partitions': '4',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.num.partitions': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    // Compaction within a second rather than fifteen, and not with a quarter of the small heap.
    'log.cleaner.backoff.ms': '1000',
    'log.cleaner.dedupe.buffer.size': '16777216',
    // Kept for ever: the records of examples and tests carry timestamps of years ago, which retention goes by.
    'log.retention.ms': '-1',
    'num.network.threads': '2',
    'num.io.threads': '4',
  };
}

/** The settings as a server.properties file. */
export function asProperties(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n`)
    .join('');
}

/** The settings as the variables that the image apache/kafka turns into its server.properties. */
export function asVariables(settings: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(settings).map(([name, value]) => `KAFKA_${name.replaceAll('.', '_').toUpperCase()}=${value}`);
}
