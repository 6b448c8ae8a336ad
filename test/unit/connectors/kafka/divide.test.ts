/** Tasks and who gets them: each whole, to one member, evenly, and as much as can be stays where it was. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type Member, spread } from '../../../../runtime/connectors/kafka/group/divide.ts';
import type { SharedUnit } from '../../../../runtime/connectors/port.ts';
import { type TopicPartition, tasksOf } from '../../../../runtime/connectors/tasks-of.ts';

const name = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;

/** Units of topics of their own, and how many partitions each topic has. */
const units = fc
  .array(
    fc.record({
      each: fc.constantFrom('partition' as const, 'all' as const),
      counts: fc.array(fc.nat(6), { minLength: 1, maxLength: 3 }),
    }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map(all => {
    const counts = new Map<string, number>();
    const made = all.map(({ each, counts: ofUnit }, unit): SharedUnit => {
      const topics = ofUnit.map((count, i) => {
        counts.set(`t${unit}${i}`, count);
        return `t${unit}${i}`;
      });
      return { topics, each };
    });
    return { units: made, counts };
  });

test('every partition is in one task; partitions of one number are together where topics have as many', () => {
  fc.assert(
    fc.property(units, ({ units: all, counts }) => {
      const tasks = tasksOf(all, counts);
      const given = tasks.flatMap(({ partitions }) => partitions.map(name));
      const there = [...counts].flatMap(([topic, count]) => Array.from({ length: count }, (_, p) => `${topic}-${p}`));
      assert.deepEqual(given.toSorted(), there.toSorted());
      for (const { unit, number, partitions } of tasks) {
        assert.ok(partitions.every(({ topic }) => unit.topics.includes(topic)));
        const equal = new Set(unit.topics.map(topic => counts.get(topic))).size === 1;
        assert.equal(number !== undefined, unit.each === 'partition' && equal);
        if (number === undefined) continue;
        assert.deepEqual(
          partitions.map(({ partition }) => partition),
          unit.topics.map(() => number),
        );
      }
    }),
  );
});

const members = (count: number, owned: (member: number) => readonly TopicPartition[] = () => []): Member[] =>
  Array.from({ length: count }, (_, i) => ({ member: `m${i}`, owned: owned(i) }));

test('tasks stay whole and are spread evenly; what stays a member is as much as can be', () => {
  fc.assert(
    fc.property(units, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), (given, before, after) => {
      const tasks = tasksOf(given.units, given.counts).map(({ partitions }) => partitions);
      const owner = (division: ReturnType<typeof spread>, task: readonly TopicPartition[]): string => {
        const found = [...division].filter(([, had]) => task.some(one => had.map(name).includes(name(one))));
        assert.equal(found.length, 1);
        assert.ok(task.every(one => found[0]![1].map(name).includes(name(one))));
        return found[0]![0];
      };
      const first = spread(tasks, members(before));
      const second = spread(
        tasks,
        members(after, i => first.get(`m${i}`) ?? []),
      );
      const had = new Map<string, number>();
      for (const task of tasks) had.set(owner(second, task), (had.get(owner(second, task)) ?? 0) + 1);
      const shares = Array.from({ length: after }, (_, i) => had.get(`m${i}`) ?? 0);
      assert.ok(Math.max(...shares) - Math.min(...shares) <= 1);
      const moved = tasks.filter(task => owner(first, task) !== owner(second, task)).length;
      // Only what those who have gone had, or what those who have come need, moves.
      const most = Math.ceil(tasks.length / Math.min(before, after)) * Math.abs(before - after);
      assert.ok(moved <= most, `${moved} of ${tasks.length} moved from ${before} to ${after} members`);
    }),
  );
});
