/** Settings of Kafka's OAUTHBEARER: where a token comes from and what makes it good. */
import { formed } from '../../hints/types/text.ts';
import type { PropertyFamily } from '../define.ts';
import { milliseconds, seconds } from '../types/number.ts';
import { filePath, secret, text } from '../types/text.ts';
import { words, yesNo } from '../types/words.ts';
import { client, connection, javaClass } from './kafka-define.ts';

const address = formed({
  description: 'an address that begins with https://, http:// or file://',
  placeholder: '<url>',
  form: /^(https?|file):\/\/\S+$/,
});
const claim = text('the name of a claim', '<claim>');
const PREFIX = 'sasl.oauthbearer.';

export const kafkaOauth: PropertyFamily = {
  title: 'Kafka OAuth',
  doc: 'With `sasl.mechanism` = OAUTHBEARER: where a token comes from and what makes it good.',
  properties: [
    connection(`${PREFIX}token`, secret, `\${KAFKA_TOKEN}`, 'The token itself, from a variable.'),
    connection(
      `${PREFIX}token.endpoint.url`,
      address,
      'https://login.shop.com/token',
      'Who gives out tokens; `file:///PATH` is a file that holds one, read anew for each login.',
    ),
    connection(
      `${PREFIX}client.credentials.client.id`,
      text('a name', '<name>'),
      'ferris',
      'The name of the client at who gives out tokens.',
    ),
    connection(
      `${PREFIX}client.credentials.client.secret`,
      secret,
      `\${OAUTH_SECRET}`,
      "The client's secret at who gives out tokens.",
    ),
    connection(`${PREFIX}scope`, text('a scope', '<scope>'), 'kafka', 'What the token is asked for.'),
    client(`${PREFIX}scope.claim.name`, claim, 'scope', 'The claim that holds the scope.', { default: 'scope' }),
    client(`${PREFIX}sub.claim.name`, claim, 'sub', 'The claim that holds the name.', { default: 'sub' }),
    client(
      `${PREFIX}expected.audience`,
      text('names, comma-separated', '<names>'),
      'kafka',
      'For whom the token must be.',
    ),
    client(
      `${PREFIX}expected.issuer`,
      text('a name', '<name>'),
      'https://login.shop.com',
      'Who must have given out the token.',
    ),
    client(
      `${PREFIX}allow.unverified.audience`,
      yesNo('any audience will do', 'the audience must be the expected one'),
      'false',
      'Whether a token for somebody else is taken.',
      {
        default: 'false',
      },
    ),
    client(
      `${PREFIX}allow.unverified.issuer`,
      yesNo('any issuer will do', 'the issuer must be the expected one'),
      'false',
      'Whether a token of another issuer is taken.',
      {
        default: 'false',
      },
    ),
    client(`${PREFIX}clock.skew.seconds`, seconds(), '30', 'By how much clocks may differ.', { default: '30' }),
    client(
      `${PREFIX}header.urlencode`,
      yesNo('it is', 'it is not'),
      'false',
      'Whether name and secret are encoded for addresses before they are sent.',
      {
        default: 'false',
      },
    ),
    client(
      `${PREFIX}jwks.endpoint.url`,
      address,
      'https://login.shop.com/keys',
      'Where the keys are that tokens are signed with.',
    ),
    client(`${PREFIX}jwks.endpoint.refresh.ms`, milliseconds(), '3600000', 'How often those keys are fetched.', {
      default: '3600000',
    }),
    client(
      `${PREFIX}jwks.endpoint.retry.backoff.ms`,
      milliseconds(),
      '100',
      'The wait before those keys are fetched again.',
      { default: '100' },
    ),
    client(
      `${PREFIX}jwks.endpoint.retry.backoff.max.ms`,
      milliseconds(),
      '10000',
      'The longest wait before those keys are fetched again.',
      {
        default: '10000',
      },
    ),
    client(
      `${PREFIX}assertion.algorithm`,
      words({ RS256: 'RSA', ES256: 'elliptic curves' }),
      'RS256',
      'How a token is signed with which the client asks for another.',
      { default: 'RS256' },
    ),
    client(`${PREFIX}assertion.file`, filePath('the path of a file'), '/tokens/assertion', 'A file with such a token.'),
    client(
      `${PREFIX}assertion.private.key.file`,
      filePath('the path of a PEM file'),
      '/tokens/key.pem',
      'The key it is signed with.',
    ),
    client(
      `${PREFIX}assertion.private.key.passphrase`,
      secret,
      `\${ASSERTION_PASSPHRASE}`,
      'The password of that key.',
    ),
    client(
      `${PREFIX}assertion.template.file`,
      filePath('the path of a JSON file'),
      '/tokens/template.json',
      'Claims that it begins with.',
    ),
    client(`${PREFIX}assertion.claim.aud`, text('a name', '<name>'), 'https://login.shop.com', 'For whom it is.'),
    client(`${PREFIX}assertion.claim.iss`, text('a name', '<name>'), 'ferris', 'Who gives it out.'),
    client(`${PREFIX}assertion.claim.sub`, text('a name', '<name>'), 'ferris', 'About whom it is.'),
    client(`${PREFIX}assertion.claim.exp.seconds`, seconds(0, 86_400), '300', 'How long it is good.', {
      default: '300',
    }),
    client(`${PREFIX}assertion.claim.nbf.seconds`, seconds(0, 3600), '60', 'Since how long it is good.', {
      default: '60',
    }),
    client(
      `${PREFIX}assertion.claim.jti.include`,
      yesNo('it has', 'it has not'),
      'false',
      'Whether it has a number of its own.',
      {
        default: 'false',
      },
    ),
    javaClass(client, `${PREFIX}jwt.retriever.class`, 'Who fetches tokens.', 'com.shop.Retriever'),
    javaClass(client, `${PREFIX}jwt.validator.class`, 'Who checks tokens.', 'com.shop.Validator'),
  ],
};
