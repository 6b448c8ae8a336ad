/** Cores, memory and disks as Kubernetes writes them, read and written. */
import { memoryQuantity } from '../objects/quantity.ts';

/** Thousandths of a core: `250m`, `0.5`, 2; undefined for what is none. */
export function millisOf(value: unknown): number | undefined {
  const [, number, suffix] = /^(\d+(?:\.\d{1,3})?)(m?)$/.exec(String(value)) ?? [];
  if (number === undefined) return undefined;
  const millis = suffix === 'm' ? Number(number) : Math.round(Number(number) * 1000);
  return Number.isSafeInteger(millis) && millis > 0 ? millis : undefined;
}

const MIB = { Mi: 1, Gi: 1024, Ti: 1024 * 1024 } as const;

/** Whole MiB: `256Mi`, `1.5Gi`, `1Ti`; undefined for what is none. Decimal units (`256M`) are not taken: they are easily meant otherwise. */
export function mibOf(value: unknown): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(Mi|Gi|Ti)$/.exec(String(value)) ?? [];
  if (number === undefined) return undefined;
  const mib = Number(number) * MIB[unit as keyof typeof MIB];
  return Number.isSafeInteger(mib) && mib > 0 ? mib : undefined;
}

/** MiB; 1048576 → `1Ti`, smaller ones as memory is written. */
export const storageQuantity = (mib: number): string =>
  mib % MIB.Ti === 0 ? `${mib / MIB.Ti}Ti` : memoryQuantity(mib);
