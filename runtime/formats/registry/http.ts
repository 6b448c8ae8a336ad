/** One request to a schema registry: over fetch, or where certificates of one's own are given over Node's TLS. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly tls: Tls | undefined;
}

/** PEM texts. */
export interface Tls {
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: string;
}

export interface Response {
  readonly status: number;
  readonly text: string;
}

/** Longer answers are no schema. */
const LONGEST = 64 * 1024 * 1024;

/** Rejects when there is no answer: not reached, not in time, ended by the signal. */
export async function send(request: Request): Promise<Response> {
  const { method, url, headers, body, timeoutMs, tls } = request;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
  if (tls && url.startsWith('https:')) return await sendOverTls({ ...request, signal, tls });
  // Credentials go where they are meant for: nobody may send them on.
  const response = await fetch(url, {
    method,
    headers,
    signal,
    redirect: 'error',
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, text: await response.text() };
}

async function sendOverTls({ method, url, headers, body, signal, tls }: Request & { tls: Tls }): Promise<Response> {
  const { request } = await import('node:https');
  return await new Promise((resolve, reject) => {
    const options = { method, headers, signal, ca: tls.ca, cert: tls.certificate, key: tls.key, agent: false };
    const sent = request(url, options, response => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > LONGEST) sent.destroy(new Error('the answer is too long'));
        else chunks.push(chunk);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
