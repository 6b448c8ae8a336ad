/**
 * A member of a consumer group, by Kafka's classic protocol, which all brokers speak. The leader divides: evenly, or all to
 * one. A member that is not heard of for the session's time has lost what it had.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { ConnectorError, type Generation, type Membership, type MembershipOptions } from '../../port.ts';
import { tasksOf } from '../../tasks-of.ts';
import { type Cluster, mayPass, whyLost } from '../cluster.ts';
import { findCoordinator } from '../requests/find-coordinator.ts';
import type { OfGeneration } from '../requests/generation.ts';
import { heartbeat } from '../requests/heartbeat.ts';
import { joinGroup } from '../requests/join-group.ts';
import { leaveGroup } from '../requests/leave-group.ts';
import { syncGroup } from '../requests/sync-group.ts';
import type { Connection } from '../wire/connection.ts';
import { ConnectionLost } from '../wire/failure.ts';
import {
  check,
  FENCED_INSTANCE_ID,
  ILLEGAL_GENERATION,
  MEMBER_ID_REQUIRED,
  ProtocolError,
  REBALANCE_IN_PROGRESS,
  UNKNOWN_MEMBER_ID,
} from '../wire/protocol-error.ts';
import {
  readAssignment,
  readSubscription,
  type TopicPartition,
  writeAssignment,
  writeSubscription,
} from './consumer-protocol.ts';
import { type Division, type Member, spread, type Together, together } from './divide.ts';

/** Unheard of for so long, a member counts as gone: milliseconds. */
const SESSION = 6_000;
const HEARTBEAT = 1_500;
/** How long the others have to come back when the group is divided anew. */
const REBALANCE = 30_000;
/** Between two times that the leader looks whether topics have got more partitions. */
const LOOK = 5_000;

/** The ways of dividing by their names; everybody knows the last one. */
const WAYS: Readonly<Record<string, (tasks: readonly Together[], members: readonly Member[]) => Division>> = {
  'ferris-spread': spread,
  'ferris-together': together,
};

/** @param ofTopic all partitions of a topic; asked by the leader only */
export function groupMember(
  cluster: Cluster,
  { group, units }: MembershipOptions,
  ofTopic: (topic: string) => Promise<readonly number[]>,
): Membership {
  const { left, place } = cluster;
  const topics = units.flatMap(unit => unit.topics);
  const isOneTask = units.length === 1 && units[0]!.each === 'all';
  const protocols = isOneTask ? ['ferris-together'] : Object.keys(WAYS);
  let member = '';
  let owned: readonly TopicPartition[] = [];
  let connection: Connection | undefined;
  let beating: AbortController | undefined;
  /** Of the leader: what it has divided. */
  let divided: ReadonlyMap<string, number> | undefined;

  async function coordinator(signal: AbortSignal): Promise<Connection> {
    if (connection?.open) return connection;
    const found = await cluster.ask('any', findCoordinator, { of: 'group', id: group }, signal);
    check(found.error, `finding the coordinator of group ${group}`, found.message);
    await cluster.describe([], signal);
    connection = await cluster.connectTo(found.node, signal);
    return connection;
  }

  async function join(signal: AbortSignal): Promise<Generation> {
    const to = await coordinator(signal);
    const metadata = writeSubscription({ topics, owned });
    const joined = await to.ask(
      joinGroup,
      {
        group,
        sessionTimeoutMs: SESSION,
        rebalanceTimeoutMs: REBALANCE,
        member,
        protocols: protocols.map(name => ({ name, metadata })),
      },
      REBALANCE + cluster.timeoutMs,
      signal,
    );
    if (joined.error === MEMBER_ID_REQUIRED) {
      ({ member } = joined);
      return join(signal);
    }
    check(joined.error, `joining group ${group}`);
    ({ member } = joined);
    const me: OfGeneration = { group, generation: joined.generation, member };
    divided = undefined;
    const assignments = joined.leader === member ? await divide(joined.protocol, joined.members) : [];
    const synced = await to.ask(syncGroup, { ...me, assignments }, REBALANCE + cluster.timeoutMs, signal);
    check(synced.error, `taking part in group ${group}`);
    owned = readAssignment(synced.assignment);
    const over = new AbortController();
    beating = over;
    void beat(me, over);
    return { partitions: owned, over: over.signal, commit: { member, generation: joined.generation } };
  }

  /** How many partitions there are of each topic. */
  const counted = async (): Promise<ReadonlyMap<string, number>> =>
    new Map(await Promise.all(topics.map(async topic => [topic, (await ofTopic(topic)).length] as const)));

  async function divide(
    protocol: string,
    members: readonly { readonly member: string; readonly metadata: Uint8Array }[],
  ): Promise<readonly { readonly member: string; readonly assignment: Uint8Array }[]> {
    const subscribed = members.map(one => ({ member: one.member, ...readSubscription(one.metadata) }));
    divided = await counted();
    const tasks = tasksOf(units, divided).map(({ partitions }) => partitions);
    const division = (WAYS[protocol] ?? together)(tasks, subscribed);
    return [...division].map(([one, partitions]) => ({ member: one, assignment: writeAssignment(partitions) }));
  }

  /** Whether there are other partitions than those that were divided. */
  async function isOutgrown(counts: ReadonlyMap<string, number>): Promise<boolean> {
    const now = await counted();
    return topics.some(topic => now.get(topic) !== counts.get(topic));
  }

  /** Until the generation is over: by the coordinator's word, or because it was not heard of for too long. */
  async function beat(me: OfGeneration, over: AbortController): Promise<void> {
    let heard = performance.now();
    let looked = heard;
    while (!over.signal.aborted) {
      try {
        await pause(HEARTBEAT, undefined, { signal: AbortSignal.any([left, over.signal]), ref: false });
        const { error } = await (await coordinator(left)).ask(heartbeat, me, SESSION, left);
        if (over.signal.aborted) return;
        if (error === UNKNOWN_MEMBER_ID || error === FENCED_INSTANCE_ID) member = '';
        check(error, `staying in group ${group}`);
        heard = performance.now();
        if (!divided || heard - looked < LOOK) continue;
        looked = heard;
        // Beside the beating, which must not wait for it; the next look tries again.
        isOutgrown(divided).then(
          outgrown => outgrown && over.abort(),
          () => {},
        );
      } catch (error) {
        const lost = performance.now() - heard > SESSION;
        if (mayPass(error) && !isOver(error) && !lost) continue;
        // A broker that stands still would keep who joins waiting as long as others may take to come back.
        if (error instanceof ConnectionLost) connection?.close();
        over.abort(error);
      }
    }
  }

  return {
    async next(signal) {
      const ended = AbortSignal.any([signal, left]);
      beating?.abort();
      const since = performance.now();
      const who = {};
      for (let wait = 50; ; wait = Math.min(2 * wait, 2_000)) {
        try {
          const generation = await join(ended);
          cluster.outages.worked(who);
          return generation;
        } catch (error) {
          if (error instanceof ConnectionLost) cluster.outages.failed(who, since, whyLost(error));
          if (ended.aborted || !mayPass(error)) cluster.outages.givenUp(who);
          ended.throwIfAborted();
          if (!(error instanceof ProtocolError) ? !mayPass(error) : !isOver(error) && !error.passes)
            throw cluster.inWords(error);
          if (error instanceof ProtocolError && error.code === UNKNOWN_MEMBER_ID) member = '';
          connection?.close();
          connection = undefined;
          await pause(wait, undefined, { signal: ended }).catch(() => {});
        }
      }
    },
    async leave() {
      beating?.abort();
      if (member === '' || left.aborted) return;
      try {
        const to = await coordinator(left);
        await to.ask(leaveGroup, { group, member }, 2_000, left);
      } catch (error) {
        // The group notices by itself when the session's time is over.
        if (!mayPass(error)) throw new ConnectorError('refused', `${place}: leaving group ${group}: ${error}`);
      } finally {
        member = '';
        connection?.close();
      }
    },
  };
}

/** The coordinator's word that the division is no longer, which is no failure. */
const isOver = (error: unknown): boolean =>
  error instanceof ProtocolError && [REBALANCE_IN_PROGRESS, ILLEGAL_GENERATION, UNKNOWN_MEMBER_ID].includes(error.code);
