/** Numbers as Kubernetes writes them, in the form it would give back: else each comparison with the cluster finds a difference. */

/** 2000 → `2`, 500 → `500m`. */
export const cpuQuantity = (millis: number): string => (millis % 1000 === 0 ? String(millis / 1000) : `${millis}m`);

/** MiB; 4096 → `4Gi`, 512 → `512Mi`. */
export const memoryQuantity = (mib: number): string => (mib % 1024 === 0 ? `${mib / 1024}Gi` : `${mib}Mi`);

/** What a metric is compared with, exact to a millionth: 500 → `500`, 0.05 → `50m`, 0.0125 → `12500u`. */
export function metricQuantity(value: number): string {
  const micros = Math.max(1, Math.round(value * 1_000_000));
  if (micros % 1_000_000 === 0) return String(micros / 1_000_000);
  return micros % 1000 === 0 ? `${micros / 1000}m` : `${micros}u`;
}
