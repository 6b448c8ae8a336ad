/** Something that answers like Prometheus over HTTP, with numbers by what is asked for. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly query: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
}

export interface AnsweringServer extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly Asked[];
}

/** @param answer the value of a query, or undefined for no series */
export const prometheusServer = (answer: (query: string) => number | string | undefined): Promise<AnsweringServer> =>
  server((query, response) => {
    const value = answer(query);
    const result = value === undefined ? [] : [{ metric: {}, value: [1_763_733_600.123, String(value)] }];
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }));
  });

export async function server(answer: (query: string, response: http.ServerResponse) => void): Promise<AnsweringServer> {
  const asked: Asked[] = [];
  const listening = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const query = new URLSearchParams(Buffer.concat(chunks).toString()).get('query') ?? '';
    asked.push({ query, path: request.url ?? '', headers: request.headers });
    answer(query, response);
  });
  await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      listening.closeAllConnections();
      await new Promise(resolve => listening.close(resolve));
    },
  };
}
