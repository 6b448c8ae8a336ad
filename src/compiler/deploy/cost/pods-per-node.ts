/** How many pods of one kind a node takes: what Kubernetes' scheduler would place, by their requests. */
import type { Room } from './allocatable.ts';

export interface PodRequest {
  readonly cpuRequestMillis: number;
  readonly memoryMib: number;
}

/** 0 where not even one fits. */
export const podsPerNode = (room: Room, pod: PodRequest): number =>
  Math.max(
    0,
    Math.min(room.pods, Math.floor(room.cpuMillis / pod.cpuRequestMillis), Math.floor(room.memoryMib / pod.memoryMib)),
  );
