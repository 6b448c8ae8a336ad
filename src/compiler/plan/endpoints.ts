/** Where a running job answers over HTTP: what the manifests probe and scrape, and the runtime serves. */

export const METRICS_PORT = 9091;
export const PATHS = { health: '/health', ready: '/ready', metrics: '/metrics' } as const;
