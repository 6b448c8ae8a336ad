/** /health, /ready and /metrics of a job over HTTP, for probes and Prometheus. */
import http from 'node:http';
import { PATHS } from '../../src/compiler/plan/endpoints.ts';
import type { Figures, QueryStatus } from '../jobs/measures.ts';
import { metricsText } from './metrics.ts';
import { processMemory } from './process-memory.ts';

export interface MetricsServer {
  /** The port it listens on (the one asked for, or a free one for 0). */
  readonly port: number;
  close(): Promise<void>;
}

/** How far a job is on its way to working. */
export type Phase = 'starting' | 'restoring' | 'running' | 'standing by' | 'unreachable' | 'circuit open';

/**
 * Rejects when the port is taken.
 * @param figures asked at each request
 * @param phase of a job that is not always working
 * @param because why it is not, in words
 */
export async function serveMetrics(
  port: number,
  workload: string,
  figures: () => Figures,
  phase: () => Phase = () => 'running',
  because: () => string | undefined = () => undefined,
): Promise<MetricsServer> {
  const started = performance.now();
  const server = http.createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const answer = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'content-type': type }).end(body);
    if (request.method !== 'GET') answer(405, 'text/plain', 'only GET\n');
    else if (path === PATHS.metrics)
      answer(
        200,
        'text/plain; version=0.0.4; charset=utf-8',
        metricsText({
          figures: figures(),
          memory: processMemory(),
          uptimeSeconds: (performance.now() - started) / 1000,
          workload,
          circuitOpen: phase() === 'circuit open',
        }),
      );
    else if (path === PATHS.health || path === PATHS.ready) {
      const now = figures();
      const status = phase() === 'running' ? statusOf(now) : phase();
      // A pod without work to do yet, or any more, is alive: starting it again would not help.
      const well = path === PATHS.health || READY.includes(status);
      // What is not there is left out.
      const why = READY.includes(status) ? undefined : because();
      answer(well ? 200 : 503, 'application/json', `${JSON.stringify({ status, because: why, ...now.counts })}\n`);
    } else answer(404, 'text/plain', `there are ${Object.values(PATHS).join(', ')}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Who stands by takes over when it has to. */
const READY: readonly string[] = ['running', 'completed', 'standing by'];

/** `starting` until the partitions are assigned, also when none of them fell to this pod; one failed query is a failed job. */
function statusOf({ queries }: Figures): QueryStatus | 'starting' {
  const all = queries.map(([, status]) => status);
  if (all.length === 0) return 'starting';
  if (all.includes('failed')) return 'failed';
  return all.includes('running') ? 'running' : 'completed';
}
