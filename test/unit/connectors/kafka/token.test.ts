/** Tokens from a file and from who gives them out, and what is said when there is none: never the secret. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { type KafkaProperties, securityFrom } from '../../../../runtime/connectors/kafka/security/from-properties.ts';
import { ConnectorError } from '../../../../runtime/connectors/port.ts';
import { anyFreePort } from '../../../../scripts/kafka/ports.ts';

const SECRET = 'pl4nted-s3cret';
const never = new AbortController().signal;

function tokenOf(properties: KafkaProperties): Promise<string> {
  const { login } = securityFrom({
    'security.protocol': 'SASL_PLAINTEXT',
    'sasl.mechanism': 'OAUTHBEARER',
    ...properties,
  });
  assert.ok(login?.mechanism === 'OAUTHBEARER');
  return login.token(never);
}

interface Asked {
  readonly authorization: string | undefined;
  readonly body: string;
}

/** Who gives out tokens, as it answers everything; what it was asked last. */
async function issuer(status: number, body: string, headers: http.OutgoingHttpHeaders = {}) {
  let asked: Asked | undefined;
  const server = http.createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    asked = { authorization: request.headers.authorization, body: text };
    response.writeHead(status, headers).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  return {
    properties: {
      'sasl.oauthbearer.token.endpoint.url': `http://127.0.0.1:${address.port}/token`,
      'sasl.oauthbearer.client.credentials.client.id': 'me',
      'sasl.oauthbearer.client.credentials.client.secret': SECRET,
    },
    asked: () => asked,
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const refused = (properties: KafkaProperties, message: RegExp, kind: ConnectorError['kind'] = 'unreachable') =>
  assert.rejects(tokenOf(properties), (error: unknown) => {
    assert.ok(error instanceof ConnectorError, `${error}`);
    assert.equal(error.kind, kind);
    assert.match(error.message, message);
    assert.ok(!error.message.includes(SECRET), error.message);
    return true;
  });

test('a token in a file is read anew for each login', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-token-'));
  try {
    const file = path.join(folder, 'a token');
    const properties = { 'sasl.oauthbearer.token.endpoint.url': pathToFileURL(file).href };
    fs.writeFileSync(file, 'first.token\n');
    assert.equal(await tokenOf(properties), 'first.token');
    fs.writeFileSync(file, 'second.token');
    assert.equal(await tokenOf(properties), 'second.token');
    fs.writeFileSync(file, `${SECRET} and more`);
    await refused(properties, /is no token/, 'refused');
    fs.writeFileSync(file, '');
    await refused(properties, /is empty/, 'refused');
    fs.rmSync(file);
    await refused(properties, /token\.endpoint\.url: .*does not exist/, 'unreadable');
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

test('a token from who gives it out', async () => {
  using server = await issuer(200, JSON.stringify({ access_token: 'a.b.c', token_type: 'Bearer', expires_in: 60 }));
  assert.equal(await tokenOf({ ...server.properties, 'sasl.oauthbearer.scope': 'kafka' }), 'a.b.c');
  assert.deepEqual(server.asked(), {
    authorization: `Basic ${Buffer.from(`me:${SECRET}`).toString('base64')}`,
    body: 'grant_type=client_credentials&scope=kafka',
  });
  const jaas = `a.OAuthBearerLoginModule required clientId="other" clientSecret="${SECRET}";`;
  const url = server.properties['sasl.oauthbearer.token.endpoint.url'];
  await tokenOf({ 'sasl.oauthbearer.token.endpoint.url': url, 'sasl.jaas.config': jaas });
  assert.equal(server.asked()?.body, 'grant_type=client_credentials');
});

for (const [what, status, body, message] of [
  ['refuses', 401, '{"error":"invalid_client"}', /401 invalid_client: check sasl\.oauthbearer\.client/],
  ['says the secret back', 400, `{"error":"${SECRET}"}`, /no token from http:\/\/127\.0\.0\.1:\d+ .*: 400: check/],
  ['answers something else', 200, `<html>${SECRET}</html>`, /its answer holds no access_token/],
  ['gives what is no token', 200, '{"access_token":"a b"}', /is no token/],
] as const)
  test(`who gives out tokens ${what}`, async () => {
    using server = await issuer(status, body);
    await refused(server.properties, message, what.startsWith('gives') ? 'refused' : 'unreachable');
  });

test('a secret does not follow to somebody else', async () => {
  using other = await issuer(200, '{"access_token":"a.b.c"}');
  using server = await issuer(307, '', { location: other.properties['sasl.oauthbearer.token.endpoint.url'] });
  await refused(server.properties, /no token from/);
  assert.equal(other.asked(), undefined);
});

test('nobody is there', async () => {
  const properties = {
    'sasl.oauthbearer.token.endpoint.url': `http://127.0.0.1:${await anyFreePort()}/token`,
    'sasl.oauthbearer.client.credentials.client.id': 'me',
    'sasl.oauthbearer.client.credentials.client.secret': SECRET,
  };
  await refused(properties, /no token from .*ECONNREFUSED/);
});
