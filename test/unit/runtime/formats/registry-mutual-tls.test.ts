/** A schema registry that wants to see who asks: certificates on both sides, read from files. */
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import test from 'node:test';
import { type Identity, identity, pemOf } from '../../../kafka/security/certificates.ts';
import { runBytes } from './bytes.ts';
import { fakeRegistry } from './fake-registry.ts';

const authority = identity({ name: 'Test authority' });
const stranger = identity({ name: 'Another authority' });
const server = identity({ name: 'registry', by: authority, hosts: ['localhost'] });
const elsewhere = identity({ name: 'registry', by: authority, hosts: ['registry.elsewhere.test'] });

const shownBy = (who: Identity, ca?: Identity) => ({
  key: pemOf(who),
  cert: who.certificate,
  ...(ca ? { ca: ca.certificate } : {}),
});

const client = identity({ name: 'job', by: authority });
const publicKey = createPublicKey(client.key);
const files = {
  'ca.pem': authority.certificate,
  'job.pem': client.certificate,
  'job.key': pemOf(client),
  'intruder.pem': identity({ name: 'intruder', by: stranger, publicKey }).certificate,
  'expired.pem': identity({ name: 'job', by: authority, days: -1, publicKey }).certificate,
};

/** Writes one record in Avro, its schema registered by this client. */
async function write(url: string, ssl: { readonly ca?: string; readonly certificate?: string; readonly key?: string }) {
  const of = Object.entries(ssl).map(([what, file]) => `, schema.registry.ssl.${what}.location = '${file}'`);
  const sql = `CREATE STREAM src (id BIGINT) WITH (topic = 'src');
    CREATE STREAM sink WITH (format = 'avro', schema.registry.url = '${url}'${of.join('')}) AS SELECT id FROM src;`;
  const readText = async (file: string): Promise<string> => files[file as keyof typeof files];
  return await runBytes(sql, {}, { src: [{ value: '{"id":1}' }] }, { formats: { readText } });
}

const overLocalhost = ({ url }: { readonly url: string }): string => url.replace('127.0.0.1', 'localhost');

test('who shows a certificate of the right authority is answered; others are not', async () => {
  await using registry = await fakeRegistry({ tls: shownBy(server, authority) });
  const url = overLocalhost(registry);
  const { written, problems } = await write(url, { ca: 'ca.pem', certificate: 'job.pem', key: 'job.key' });
  assert.deepEqual([written.length, problems], [1, []]);
  assert.deepEqual([...registry.subjects.keys()], ['sink-value']);
  const asked = registry.requests.length;
  for (const [ssl, why] of [
    [{ ca: 'ca.pem' }, /certificate/],
    [{ ca: 'ca.pem', certificate: 'intruder.pem', key: 'job.key' }, /unknown ca|certificate/],
    [{ ca: 'ca.pem', certificate: 'expired.pem', key: 'job.key' }, /certificate/],
    [{ certificate: 'job.pem', key: 'job.key' }, /unable to get local issuer certificate|self-signed certificate/],
  ] as const)
    await assert.rejects(write(url, ssl), (error: Error) => {
      assert.equal(error.name, 'FormatError');
      assert.match(error.message, why, JSON.stringify(ssl));
      assert.doesNotMatch(error.message, /PRIVATE KEY/);
      return true;
    });
  assert.equal(registry.requests.length, asked);
});

test('a certificate for another host is not believed', async () => {
  await using registry = await fakeRegistry({ tls: shownBy(elsewhere) });
  await assert.rejects(write(overLocalhost(registry), { ca: 'ca.pem' }), /does not match certificate's altnames/);
});
