/** Several brokers that are one cluster: everything is on all of them, and one may be away. */
import path from 'node:path';
import { type StartOptions, startKafka, stopKafka } from '../../../scripts/kafka/broker.ts';
import { anyFreePort } from '../../../scripts/kafka/ports.ts';

export interface Brokers {
  /** `host:port` of each. */
  readonly addresses: readonly string[];
  /** @param how SIGKILL: it has no time to hand on what it leads */
  stop(broker: number, how: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  start(broker: number): Promise<void>;
  end(): Promise<void>;
}

/** Small ones: as many as are wanted share a machine with the jobs. */
const HEAP_MB = 320;
/** Any would do; all brokers must have the same. */
const CLUSTER_ID = 'ferris-soak-of-brokers';

/**
 * Started when it resolves; `folder` gets a folder for each. Each is a controller too. Of three or more, what is
 * acknowledged is on two, and one may be stopped.
 */
export async function startBrokers(folder: string, count: number): Promise<Brokers> {
  const ports: { readonly port: number; readonly controllerPort: number }[] = [];
  while (ports.length < count) ports.push({ port: await anyFreePort(), controllerPort: await anyFreePort() });
  const voters = ports.map(({ controllerPort }, i) => `${i + 1}@localhost:${controllerPort}`).join();
  const replicated = String(count);
  const inSync = String(Math.min(count, Math.floor(count / 2) + 1));
  const ofBroker = ports.map(({ port, controllerPort }, i): StartOptions & { readonly folder: string } => ({
    folder: path.join(folder, `broker-${i + 1}`),
    port,
    extras: {
      clusterId: CLUSTER_ID,
      heapMb: HEAP_MB,
      scram: [],
      settings: {
        'node.id': String(i + 1),
        'controller.quorum.voters': voters,
        listeners: `PLAINTEXT://localhost:${port},CONTROLLER://localhost:${controllerPort}`,
        'default.replication.factor': replicated,
        'min.insync.replicas': inSync,
        'offsets.topic.replication.factor': replicated,
        'transaction.state.log.replication.factor': replicated,
        'transaction.state.log.min.isr': inSync,
      },
    },
  }));
  const end = async (): Promise<void> => {
    // What is lost with them is of no use to anybody.
    await Promise.all(ofBroker.map(one => stopKafka({ folder: one.folder, signal: 'SIGKILL' })));
  };
  try {
    await Promise.all(ofBroker.map(one => startKafka(one)));
  } catch (error) {
    await end();
    throw error;
  }
  return {
    addresses: ports.map(({ port }) => `localhost:${port}`),
    stop: async (broker, signal) => void (await stopKafka({ folder: ofBroker[broker]!.folder, signal })),
    start: async broker => void (await startKafka(ofBroker[broker]!)),
    end,
  };
}
