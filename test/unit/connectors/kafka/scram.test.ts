/** SCRAM against the exchanges that RFC 5802 and RFC 7677 print, and against servers that cheat. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { ScramError, scram } from '../../../../runtime/connectors/kafka/security/scram.ts';

const user = { username: 'user', password: 'pencil' };

const sha1 = {
  hash: 'sha1',
  nonce: 'fyko+d2lbbFgONRv9qkxdawL',
  challenge: 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096',
  proof: 'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
  end: 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=',
};
const sha256 = {
  hash: 'sha256',
  nonce: 'rOprNGfwEbeRWgbNEkqO',
  challenge: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
  proof: 'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  end: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
};

for (const { hash, nonce, challenge, proof, end } of [sha1, sha256])
  test(`the exchange that the RFC prints, with ${hash}`, async () => {
    const conversation = scram(hash, user, { nonce });
    assert.equal(conversation.first.toString(), `n,,n=user,r=${nonce}`);
    assert.equal((await conversation.next(Buffer.from(challenge)))?.toString(), proof);
    assert.equal(await conversation.next(Buffer.from(end)), undefined);
    await assert.rejects(conversation.next(Buffer.from(end)), ScramError);
  });

const { nonce, challenge, end } = sha256;

test('a server that does not know the password is found out', async () => {
  for (const wrong of ['v=', 'v=AAAA', end.replace('6rri', '6rrj'), 'x=1']) {
    const conversation = scram('sha256', user, { nonce });
    await conversation.next(Buffer.from(challenge));
    await assert.rejects(conversation.next(Buffer.from(wrong)), /could not prove that it knows this user/);
  }
});

test('a server that refuses says why', async () => {
  const conversation = scram('sha256', user, { nonce });
  await conversation.next(Buffer.from(challenge));
  await assert.rejects(conversation.next(Buffer.from('e=unknown-user')), /refused the login: unknown-user/);
});

for (const [what, said, message] of [
  ['of another login', challenge.replace('rOprNGfw', 'sOprNGfw'), /nonce/],
  ['with no nonce of its own', `r=${nonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`, /nonce/],
  ['with too few iterations', challenge.replace('i=4096', 'i=4095'), /4095 iterations; 4096 to/],
  ['with no number of iterations', challenge.replace('i=4096', 'i=-1'), /iterations/],
  ['that would keep this machine busy', challenge.replace('i=4096', 'i=2000000000'), /iterations/],
  ['without salt', challenge.replace(/s=[^,]+/, 's='), /salt/],
  ['with an extension that must be understood', `m=x,${challenge}`, /extension/],
  ['that says a thing twice', `${challenge},i=4096`, /not SCRAM/],
  ['that is something else', 'HTTP/1.1 400', /not SCRAM/],
  ['that is empty', '', /not SCRAM/],
] as const)
  test(`a challenge ${what} is not answered`, async () => {
    const conversation = scram('sha256', user, { nonce });
    await assert.rejects(
      conversation.next(Buffer.from(said)),
      error => error instanceof ScramError && message.test(error.message) && !error.message.includes('pencil'),
    );
  });

test('commas and equals signs in a name are spelt out, and each login has a nonce of its own', () => {
  const first = () => scram('sha512', { username: 'a=b,c', password: 'x' }).first.toString();
  assert.match(first(), /^n,,n=a=3Db=2Cc,r=[A-Za-z0-9+/]{32}$/);
  assert.notEqual(first(), first());
});
