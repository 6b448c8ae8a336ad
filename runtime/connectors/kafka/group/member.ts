/**
 * A member of a consumer group, by Kafka's classic protocol, which all brokers speak. The leader divides: evenly, or all to
 * one. A member that is not heard of for the session's time has lost what it had.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { ConnectorError, type Generation, type Membership, type MembershipOptions } from '../../port.ts';
import { type Cluster, mayPass } from '../cluster.ts';
import { findCoordinator } from '../requests/find-coordinator.ts';
import type { OfGeneration } from '../requests/generation.ts';
import { heartbeat } from '../requests/heartbeat.ts';
import { joinGroup } from '../requests/join-group.ts';
import { leaveGroup } from '../requests/leave-group.ts';
import { syncGroup } from '../requests/sync-group.ts';
import type { Connection } from '../wire/connection.ts';
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
import { type Division, type Member, spread, together } from './divide.ts';

/** Unheard of for so long, a member counts as gone: milliseconds. */
const SESSION = 6_000;
const HEARTBEAT = 1_500;
/** How long the others have to come back when the group is divided anew. */
const REBALANCE = 30_000;

/** The ways of dividing by their names; everybody knows the last one. */
const WAYS: Readonly<Record<string, (all: readonly TopicPartition[], members: readonly Member[]) => Division>> = {
  'ferris-spread': spread,
  'ferris-together': together,
};

/** @param ofTopic all partitions of a topic; asked by the leader only */
export function groupMember(
  cluster: Cluster,
  { group, topics, whole }: MembershipOptions,
  ofTopic: (topic: string) => Promise<readonly number[]>,
): Membership {
  const { left, place } = cluster;
  const protocols = whole ? ['ferris-together'] : Object.keys(WAYS);
  let member = '';
  let owned: readonly TopicPartition[] = [];
  let connection: Connection | undefined;
  let beating: AbortController | undefined;

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
    const assignments = joined.leader === member ? await divided(joined.protocol, joined.members) : [];
    const synced = await to.ask(syncGroup, { ...me, assignments }, REBALANCE + cluster.timeoutMs, signal);
    check(synced.error, `taking part in group ${group}`);
    owned = readAssignment(synced.assignment);
    const over = new AbortController();
    beating = over;
    void beat(me, over);
    return { partitions: owned, over: over.signal, commit: { member, generation: joined.generation } };
  }

  async function divided(
    protocol: string,
    members: readonly { readonly member: string; readonly metadata: Uint8Array }[],
  ): Promise<readonly { readonly member: string; readonly assignment: Uint8Array }[]> {
    const subscribed = members.map(one => ({ member: one.member, ...readSubscription(one.metadata) }));
    const names = [...new Set(subscribed.flatMap(one => one.topics))].toSorted();
    const all = (
      await Promise.all(names.map(async topic => (await ofTopic(topic)).map(partition => ({ topic, partition }))))
    ).flat();
    const division = (WAYS[protocol] ?? together)(all, subscribed);
    return [...division].map(([one, partitions]) => ({ member: one, assignment: writeAssignment(partitions) }));
  }

  /** Until the generation is over: by the coordinator's word, or because it was not heard of for too long. */
  async function beat(me: OfGeneration, over: AbortController): Promise<void> {
    let heard = performance.now();
    while (!over.signal.aborted) {
      try {
        await pause(HEARTBEAT, undefined, { signal: AbortSignal.any([left, over.signal]), ref: false });
        const { error } = await (await coordinator(left)).ask(heartbeat, me, SESSION, left);
        if (over.signal.aborted) return;
        if (error === UNKNOWN_MEMBER_ID || error === FENCED_INSTANCE_ID) member = '';
        check(error, `staying in group ${group}`);
        heard = performance.now();
      } catch (error) {
        const lost = performance.now() - heard > SESSION;
        if (mayPass(error) && !isOver(error) && !lost) continue;
        over.abort(error);
      }
    }
  }

  return {
    async next(signal) {
      const ended = AbortSignal.any([signal, left]);
      beating?.abort();
      for (let wait = 50; ; wait = Math.min(2 * wait, 2_000)) {
        try {
          return await join(ended);
        } catch (error) {
          ended.throwIfAborted();
          if (!(error instanceof ProtocolError) ? !mayPass(error) : !isOver(error) && !error.passes)
            throw cluster.inWords(error);
          if (error instanceof ProtocolError && error.code === UNKNOWN_MEMBER_ID) member = '';
          connection?.close();
          connection = undefined;
          await pause(wait, undefined, { signal: ended });
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
