/** /health and /metrics of a running job over HTTP, for probes and Prometheus. */
import http from 'node:http';
import type { Figures } from '../jobs/measures.ts';
import { metricsText } from './metrics.ts';
import { processMemory } from './process-memory.ts';

export interface MetricsServer {
  /** The port it listens on (the one asked for, or a free one for 0). */
  readonly port: number;
  close(): Promise<void>;
}

/** Rejects when the port is taken. @param figures asked at each request */
export async function serveMetrics(port: number, workload: string, figures: () => Figures): Promise<MetricsServer> {
  const started = performance.now();
  const server = http.createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const answer = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'content-type': type }).end(body);
    if (request.method !== 'GET') answer(405, 'text/plain', 'only GET\n');
    else if (path === '/metrics')
      answer(
        200,
        'text/plain; version=0.0.4; charset=utf-8',
        metricsText({
          figures: figures(),
          memory: processMemory(),
          uptimeSeconds: (performance.now() - started) / 1000,
          workload,
        }),
      );
    else if (path === '/health')
      answer(200, 'application/json', `${JSON.stringify({ status: 'running', ...figures().counts })}\n`);
    else answer(404, 'text/plain', 'there are /health and /metrics\n');
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
