/** A Kafka cluster as a client sees it: connections to its brokers, who leads what, and asking again when that changes. */
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { ConnectorError } from '../port.ts';
import { endurance, type Outage, outages } from './outage.ts';
import { apiVersions } from './requests/api-versions.ts';
import { createTopics } from './requests/create-topics.ts';
import { describeConfigs } from './requests/describe-configs.ts';
import { fetch } from './requests/fetch.ts';
import { type CoordinatorOf, findCoordinator } from './requests/find-coordinator.ts';
import { heartbeat } from './requests/heartbeat.ts';
import { joinGroup } from './requests/join-group.ts';
import { leaveGroup } from './requests/leave-group.ts';
import { listOffsets } from './requests/list-offsets.ts';
import { type Metadata, metadata, type TopicMetadata } from './requests/metadata.ts';
import { offsetFetch } from './requests/offset-fetch.ts';
import { produce } from './requests/produce.ts';
import { syncGroup } from './requests/sync-group.ts';
import {
  addOffsetsToTxn,
  addPartitionsToTxn,
  endTxn,
  initProducerId,
  txnOffsetCommit,
} from './requests/transactions.ts';
import { diagnosis } from './security/diagnosis.ts';
import { loggedIn } from './security/login.ts';
import type { Security } from './security/security.ts';
import { type Connection, connect } from './wire/connection.ts';
import { ConnectionLost } from './wire/failure.ts';
import { check, INVALID_TOPIC, ProtocolError, UNKNOWN_TOPIC_OR_PARTITION } from './wire/protocol-error.ts';
import type { RequestKind } from './wire/request.ts';

export interface ClusterOptions {
  /** `host:port` of some brokers; the others are found through them. */
  readonly brokers: readonly string[];
  /** How this client calls itself in the brokers' logs and quotas. */
  readonly clientId: string;
  /** How long anything may be tried before it counts as unreachable, in milliseconds. */
  readonly timeoutMs: number;
  /** How long a broker that was lost is waited for, in milliseconds; as `timeoutMs` unless given. */
  readonly patienceMs?: number | undefined;
  readonly onOutage?: ((outage: Outage) => void) | undefined;
  /** Without it nothing is encrypted, and this client does not say who it is. */
  readonly security?: Security | undefined;
}

export interface Cluster {
  /** `kafka localhost:9092` */
  readonly place: string;
  readonly timeoutMs: number;
  readonly patienceMs: number;
  /** Who tries in vain tells it here. */
  readonly outages: ReturnType<typeof outages>;
  /** Aborted when the cluster is left. */
  readonly left: AbortSignal;
  /** Names and partitions of topics (null: of all), asked anew. */
  describe(topics: readonly string[] | null, signal: AbortSignal): Promise<Metadata>;
  /** One topic with a leader for each partition; undefined when there is none of that name. */
  topic(name: string, signal: AbortSignal): Promise<TopicMetadata | undefined>;
  /** Partitions grouped by the node that leads them, from what is known or asked anew when `fresh`. */
  byLeader<Partition extends { readonly topic: string; readonly partition: number }>(
    partitions: readonly Partition[],
    fresh: boolean,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, readonly Partition[]>>;
  /** Asks a node, any broker, the controller, or a coordinator; without trying again. */
  ask<Question, Answer>(
    whom: Target,
    kind: RequestKind<Question, Answer>,
    question: Question,
    signal: AbortSignal,
  ): Promise<Answer>;
  /** A connection of one's own to a node, for requests that keep others waiting behind them. */
  connectTo(node: number, signal: AbortSignal): Promise<Connection>;
  /**
   * Tries until it works: again after a lost connection for at most `patienceMs`, an error that passes for `timeoutMs`.
   * What still fails rejects with ConnectorError. `again` is true from the second try on.
   */
  persist<Result>(signal: AbortSignal, attempt: (again: boolean) => Promise<Result>): Promise<Result>;
  /** When a broker hung up: what it expects instead, as far as it can be found out. Else `inWords`. */
  whyNot(error: unknown): Promise<unknown>;
  /** The ConnectorError for what `ask` or a connection rejected with; anything else as it is. */
  inWords(error: unknown): unknown;
  close(): void;
}

export type Target = number | 'any' | 'controller' | CoordinatorOf;

/** Everything that is asked of a broker, to see at the first connection whether it understands it. */
const KINDS: readonly RequestKind<never, unknown>[] = [
  metadata,
  listOffsets,
  fetch,
  produce,
  createTopics,
  describeConfigs,
  findCoordinator,
  offsetFetch,
  initProducerId,
  addPartitionsToTxn,
  addOffsetsToTxn,
  txnOffsetCommit,
  endTxn,
  joinGroup,
  syncGroup,
  heartbeat,
  leaveGroup,
];

export function cluster(options: ClusterOptions): Cluster {
  const { brokers, clientId, timeoutMs, patienceMs = timeoutMs, onOutage = () => {}, security = {} } = options;
  const { encryption, login } = security;
  const seeds = brokers.map(parseAddress);
  if (seeds.length === 0) throw new ConnectorError('refused', 'no address of a Kafka broker is given: host:port');
  const place = `kafka ${brokers.join(',')}`;
  const leaving = new AbortController();
  const left = leaving.signal;
  const connections = new Map<string, Promise<Connection>>();
  /** Every connection there is, to end them all. */
  const made = new Set<Connection>();
  const nodes = new Map<number, Address>();
  const leaders = new Map<string, number>();
  const coordinators = new Map<string, number>();
  let controller = -1;
  const trying = outages(patienceMs, onOutage);

  /** The shared connection to an address, made when there is none. */
  async function connection(address: Address, patience: number, signal: AbortSignal): Promise<Connection> {
    const name = `${address.host}:${address.port}`;
    let promise = connections.get(name);
    if (!promise) {
      promise = open(address, patience, left);
      connections.set(name, promise);
      promise.catch(() => connections.delete(name));
    }
    const shared = await unlessAborted(promise, signal);
    if (shared.open) return shared;
    if (connections.get(name) === promise) connections.delete(name);
    return connection(address, patience, signal);
  }

  async function open({ host, port }: Address, patience: number, signal: AbortSignal): Promise<Connection> {
    const opened = await connect({ host, port, clientId, timeoutMs: patience, encryption }, signal);
    try {
      const { error, ranges } = await opened.ask(apiVersions, undefined, patience, signal);
      check(error, `asking ${opened.address} what it understands`);
      for (const { name, key, version } of KINDS) {
        const range = ranges.find(range => range.key === key);
        if (range && range.oldest <= version && version <= range.newest) continue;
        const has = range ? `versions ${range.oldest} to ${range.newest}` : 'none';
        throw new ConnectorError(
          'refused',
          `the broker at ${opened.address} does not take ${name} version ${version} (it has ${has}): Kafka 2.5 or newer is needed`,
        );
      }
      const ready = login ? await loggedIn(opened, login, patience, signal) : opened;
      for (const connection of made) if (!connection.open) made.delete(connection);
      made.add(ready);
      left.throwIfAborted();
      return ready;
    } catch (error) {
      opened.close();
      throw error;
    }
  }

  async function anyConnection(signal: AbortSignal): Promise<Connection> {
    const known = [...nodes.values()];
    const candidates = [...known, ...seeds.filter(seed => !known.some(node => same(node, seed)))];
    let last: unknown;
    for (const address of candidates) {
      try {
        return await connection(address, Math.max(timeoutMs / candidates.length, 100), signal);
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        // The one the user named is what they can do something about.
        if (!last || seeds.some(seed => same(seed, address))) last = error;
      }
    }
    throw last;
  }

  async function nodeAddress(node: number, signal: AbortSignal): Promise<Address> {
    if (!nodes.has(node)) await describe([], signal);
    const address = nodes.get(node);
    if (!address) throw new ProtocolError(BROKER_NOT_AVAILABLE, `reaching node ${node}`);
    return address;
  }

  async function describe(topics: readonly string[] | null, signal: AbortSignal): Promise<Metadata> {
    const answer = await (await anyConnection(signal)).ask(metadata, topics, timeoutMs, signal);
    nodes.clear();
    for (const { node, host, port } of answer.brokers) nodes.set(node, { host, port });
    controller = answer.controller;
    for (const topic of answer.topics)
      for (const { partition, leader } of topic.partitions) leaders.set(`${topic.name}-${partition}`, leader);
    return answer;
  }

  async function targetNode(whom: Exclude<Target, 'any'>, signal: AbortSignal): Promise<number> {
    if (typeof whom === 'number') return whom;
    if (whom === 'controller') {
      if (controller < 0) await describe([], signal);
      return controller;
    }
    const name = `${whom.of} ${whom.id}`;
    const known = coordinators.get(name);
    if (known !== undefined) return known;
    const found = await (await anyConnection(signal)).ask(findCoordinator, whom, timeoutMs, signal);
    check(found.error, `finding the coordinator of ${name}`, found.message);
    nodes.set(found.node, { host: found.host, port: found.port });
    coordinators.set(name, found.node);
    return found.node;
  }

  const self: Cluster = {
    place,
    timeoutMs,
    patienceMs,
    outages: trying,
    left,
    describe,
    async topic(name, signal) {
      const found = (await describe([name], signal)).topics[0];
      if (!found || found.error === UNKNOWN_TOPIC_OR_PARTITION || found.error === INVALID_TOPIC) return undefined;
      const doing = `asking for the partitions of ${name}`;
      check(found.error, doing);
      for (const { leader, error } of found.partitions) if (leader < 0) check(error || LEADER_NOT_AVAILABLE, doing);
      return { ...found, partitions: found.partitions.toSorted((a, b) => a.partition - b.partition) };
    },
    async byLeader(partitions, fresh, signal) {
      const leaderOf = ({ topic, partition }: { topic: string; partition: number }) =>
        leaders.get(`${topic}-${partition}`) ?? -1;
      if (fresh || partitions.some(partition => leaderOf(partition) < 0))
        await describe([...new Set(partitions.map(({ topic }) => topic))], signal);
      const missing = partitions.find(partition => leaderOf(partition) < 0);
      if (missing)
        throw new ProtocolError(LEADER_NOT_AVAILABLE, `finding the leader of ${missing.topic}-${missing.partition}`);
      return Map.groupBy(partitions, leaderOf);
    },
    async ask(whom, kind, question, signal) {
      const connected =
        whom === 'any'
          ? await anyConnection(signal)
          : await connection(await nodeAddress(await targetNode(whom, signal), signal), timeoutMs, signal);
      return connected.ask(kind, question, timeoutMs, signal);
    },
    connectTo: async (node, signal) =>
      open(await nodeAddress(node, signal), timeoutMs, AbortSignal.any([left, signal])),
    async persist(signal, attempt) {
      const patience = endurance(timeoutMs, patienceMs);
      const who = {};
      for (let wait = FIRST_PAUSE, again = false; ; wait = Math.min(wait * 2, LONGEST_PAUSE), again = true) {
        try {
          const result = await unlessAborted(attempt(again), signal);
          trying.worked(who);
          return result;
        } catch (error) {
          if (signal.aborted || left.aborted || !mayPass(error) || !patience.goesOn(error, wait)) trying.givenUp(who);
          signal.throwIfAborted();
          if (left.aborted) throw new ConnectorError('refused', `the connection to ${place} is closed`);
          if (!mayPass(error) || !patience.goesOn(error, wait)) throw inWords(error);
          if (error instanceof ConnectionLost) trying.failed(who, patience.since, whyLost(error));
          // A moved leader, controller or coordinator is looked for anew.
          coordinators.clear();
          controller = -1;
          await pause(wait, undefined, { signal }).catch(() => trying.givenUp(who));
          signal.throwIfAborted();
        }
      }
    },
    close() {
      leaving.abort(new ConnectionLost(place, 'this client has left'));
      for (const connection of made) connection.close();
      connections.clear();
    },
    async whyNot(error) {
      if (!(error instanceof ConnectionLost) || !error.hungUp) return inWords(error);
      const colon = error.address.lastIndexOf(':');
      const [host, port] = [error.address.slice(0, colon), Number(error.address.slice(colon + 1))];
      return (await diagnosis({ host, port, clientId, timeoutMs }, security, left)) ?? inWords(error);
    },
    inWords,
  };
  return self;

  function inWords(error: unknown): unknown {
    if (error instanceof ConnectionLost) {
      const advertised = !seeds.some(({ host, port }) => `${host}:${port}` === error.address);
      const advice = advertised
        ? `${place} says that a broker is at ${error.address} (its advertised.listeners): check that this name can be reached from here`
        : `check that the broker runs, and the address (--brokers, KAFKA_BROKERS or ferris.yaml)`;
      return new ConnectorError('unreachable', `${whyLost(error)}: ${advice}`, {
        cause: error,
      });
    }
    if (error instanceof ProtocolError)
      return new ConnectorError(error.passes ? 'unreachable' : 'refused', `${place}: ${error.message}`, {
        cause: error,
      });
    return error;
  }
}

export const whyLost = ({ address, why }: ConnectionLost): string => `no Kafka broker answers at ${address} (${why})`;

/** True when trying again can help: the connection was lost, or the broker's state passes. */
export function mayPass(error: unknown): boolean {
  return error instanceof ConnectionLost || (error instanceof ProtocolError && error.passes);
}

/** Rejects with the signal's reason as soon as it is aborted, whatever the promise does later. */
export function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  if (signal.aborted) {
    promise.catch(() => {});
    return Promise.reject(signal.reason);
  }
  // Any number of requests may wait under one signal; that is no leak to warn of.
  setMaxListeners(0, signal);
  return new Promise((resolve, reject) => {
    const aborted = () => reject(signal.reason);
    signal.addEventListener('abort', aborted, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}

interface Address {
  readonly host: string;
  readonly port: number;
}

const same = (a: Address, b: Address): boolean => a.host === b.host && a.port === b.port;

const LEADER_NOT_AVAILABLE = 5;
const BROKER_NOT_AVAILABLE = 8;
/** Kafka's usual port, for an address without one. */
const USUAL_PORT = 9092;
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 500;

function parseAddress(text: string): Address {
  const parts = /^\s*(?:\[([^\]]+)\]|([^:\s]+))(?::(\d{1,5}))?\s*$/.exec(text);
  const port = Number(parts?.[3] ?? USUAL_PORT);
  if (!parts || port < 1 || port > 65535)
    throw new ConnectorError(
      'refused',
      `'${text}' is not the address of a broker: write host:port, as in localhost:9092`,
    );
  return { host: (parts[1] ?? parts[2])!, port };
}
