/** Whether services fit into a cluster: what their pods ask for, summed, against what there is. */
import type { ServiceSpec } from './service-spec.ts';

export interface Amount {
  /** Thousandths of a core. */
  readonly cpuMillis: number;
  readonly memoryMib: number;
}

export interface Demand {
  readonly name: string;
  /** Pods at rest and at most: an autoscaler's bounds, else the same. */
  readonly pods: { readonly rest: number; readonly most: number };
  /** What one pod asks for: by this the scheduler counts. */
  readonly each: Amount;
  /** Of one pod, MiB: what it may take beyond, where the node has it. */
  readonly memoryLimitMib: number;
}

export interface Capacity {
  readonly total: Amount;
  /** By others. */
  readonly allocated: Amount;
  readonly demands: readonly Demand[];
  /** By all pods at rest, and at most. */
  readonly asked: { readonly rest: Amount; readonly most: Amount };
  /** What is left then; below zero where it does not fit. */
  readonly free: { readonly rest: Amount; readonly most: Amount };
  /** Of which pods how many more the room left at rest holds, each kind by itself; which resource is then used up. */
  readonly more: readonly { readonly name: string; readonly pods: number; readonly until: 'cpu' | 'memory' }[];
  /** Memory limits of all pods at most, MiB: where it is above what is left for them, pods may be killed. */
  readonly memoryLimitMib: number;
}

/** @param nodes how many there are: a DaemonSet has a pod on each */
export const demandOf = ({ name, kind, replicas, autoscale, resources }: ServiceSpec, nodes: number): Demand => {
  const pods = kind === 'daemonset' ? nodes : replicas;
  return {
    name,
    pods: { rest: autoscale?.min ?? pods, most: autoscale?.max ?? pods },
    each: { cpuMillis: resources.cpuRequestMillis, memoryMib: resources.memoryRequestMib },
    memoryLimitMib: resources.memoryLimitMib,
  };
};

export function capacityOf(total: Amount, allocated: Amount, demands: readonly Demand[]): Capacity {
  const asked = { rest: sum(demands, ({ pods }) => pods.rest), most: sum(demands, ({ pods }) => pods.most) };
  const left = (amount: Amount) => minus(minus(total, allocated), amount);
  const free = { rest: left(asked.rest), most: left(asked.most) };
  return {
    total,
    allocated,
    demands,
    asked,
    free,
    more: demands.map(({ name, each }) => {
      const byCpu = Math.max(0, Math.floor(free.rest.cpuMillis / each.cpuMillis));
      const byMemory = Math.max(0, Math.floor(free.rest.memoryMib / each.memoryMib));
      return { name, pods: Math.min(byCpu, byMemory), until: byCpu <= byMemory ? 'cpu' : 'memory' };
    }),
    memoryLimitMib: demands.reduce((limits, { pods, memoryLimitMib }) => limits + pods.most * memoryLimitMib, 0),
  };
}

export const fits = ({ cpuMillis, memoryMib }: Amount): boolean => cpuMillis >= 0 && memoryMib >= 0;

const minus = (a: Amount, b: Amount): Amount => ({
  cpuMillis: a.cpuMillis - b.cpuMillis,
  memoryMib: a.memoryMib - b.memoryMib,
});

const sum = (demands: readonly Demand[], podsOf: (demand: Demand) => number): Amount => ({
  cpuMillis: demands.reduce((millis, demand) => millis + podsOf(demand) * demand.each.cpuMillis, 0),
  memoryMib: demands.reduce((mib, demand) => mib + podsOf(demand) * demand.each.memoryMib, 0),
});
