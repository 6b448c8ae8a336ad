/**
 * SCRAM (RFC 5802, with SHA-256 by RFC 7677): both sides prove that they know the password, which never travels.
 *
 * Names and passwords are taken as they are, without SASLprep: so do Kafka's brokers when a user is made.
 */
import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** What one side of a conversation says, message by message. */
export interface Conversation {
  /** The client's first message. */
  readonly first: Buffer;
  /** The answer to what the server said; undefined once the server has proved itself. Rejects with ScramError. */
  next(said: Buffer): Promise<Buffer | undefined>;
}

/** The server's words break the rules, or it does not know the password; the message holds no secret. */
export class ScramError extends Error {
  override readonly name = 'ScramError';
}

export interface ScramUser {
  readonly username: string;
  readonly password: string;
}

/** Fewer rounds of hashing than Kafka allows would make a password that was listened to cheap to guess. */
const FEWEST_ITERATIONS = 4096;
/** More would only keep this machine busy. */
const MOST_ITERATIONS = 1_000_000;

/** "No channel binding", as the first message begins, in Base64. */
const HEADER = 'n,,';
const BINDING = Buffer.from(HEADER).toString('base64');

const derive = promisify(pbkdf2);

/** @param hash `sha256` or `sha512`, as OpenSSL calls them @param nonce printable, without commas; random unless given */
export function scram(
  hash: string,
  { username, password }: ScramUser,
  {
    nonce = randomBytes(24).toString('base64'),
    fewest = FEWEST_ITERATIONS,
  }: { readonly nonce?: string; readonly fewest?: number } = {},
): Conversation {
  const bare = `n=${username.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=${nonce}`;
  let expected: Buffer | undefined;
  let proved = false;
  return {
    first: Buffer.from(HEADER + bare),
    async next(said) {
      const text = said.toString('utf8');
      if (proved) throw new ScramError('it went on after the login had ended');
      const fields = fieldsOf(text);
      if (!expected) {
        const [proof, signature] = await answerTo(text, fields);
        expected = signature;
        return proof;
      }
      const refusal = fields.get('e');
      if (refusal !== undefined) throw new ScramError(`it refused the login: ${refusal.replace(/[^\w -]/g, '')}`);
      const signature = Buffer.from(fields.get('v') ?? '', 'base64');
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected))
        throw new ScramError('it could not prove that it knows this user: is it the broker that was meant?');
      proved = true;
      return undefined;
    },
  };

  async function answerTo(
    text: string,
    fields: ReadonlyMap<string, string>,
  ): Promise<readonly [proof: Buffer, serverSignature: Buffer]> {
    if (fields.has('m')) throw new ScramError('it asks for an extension of SCRAM that is not known here');
    const theirs = fields.get('r') ?? '';
    if (!theirs.startsWith(nonce) || theirs.length === nonce.length)
      throw new ScramError("its nonce does not begin with this client's: its answer belongs to another login");
    const salt = Buffer.from(fields.get('s') ?? '', 'base64');
    if (salt.length === 0) throw new ScramError('it sent no salt');
    const written = fields.get('i') ?? '';
    const iterations = /^[1-9]\d{0,9}$/.test(written) ? Number(written) : 0;
    if (iterations < fewest || iterations > MOST_ITERATIONS)
      throw new ScramError(`it asks for ${iterations} iterations; ${fewest} to ${MOST_ITERATIONS} are accepted`);
    const salted = await derive(password, salt, iterations, createHash(hash).digest().length, hash);
    const hmac = (key: Buffer, data: string) => createHmac(hash, key).update(data).digest();
    const clientKey = hmac(salted, 'Client Key');
    const storedKey = createHash(hash).update(clientKey).digest();
    const final = `c=${BINDING},r=${theirs}`;
    const whole = `${bare},${text},${final}`;
    const clientSignature = hmac(storedKey, whole);
    const proof = Buffer.from(clientKey.map((byte, at) => byte ^ clientSignature[at]!)).toString('base64');
    return [Buffer.from(`${final},p=${proof}`), hmac(hmac(salted, 'Server Key'), whole)];
  }
}

/** `r=…,s=…,i=…`: one letter each; a value may hold `=`. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const part of text.split(',')) {
    const [, letter, value] = /^([A-Za-z])=(.*)$/s.exec(part) ?? [];
    if (letter === undefined || fields.has(letter)) throw new ScramError('its answer is not SCRAM');
    fields.set(letter, value!);
  }
  return fields;
}
