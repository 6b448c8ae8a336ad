/** A secret in the text is told from a variable for one. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { holdsSecret } from '../../../src/language/properties/literal-secret.ts';

const jaas = (options: string) => holdsSecret('sasl.jaas.config', `a.ScramLoginModule required ${options};`);

test('a variable is no secret, its default is one', () => {
  for (const text of ['', ' ', `\${KAFKA_PASSWORD}`, ` \${P} `, `\${P:?set it}`])
    assert.ok(!holdsSecret('sasl.password', text), text);
  for (const text of ['x', `\${P:-x}`, `x\${P}`, `\${P}\${Q}`, '$P'])
    assert.ok(holdsSecret('sasl.password', text), text);
});

test('of a login module only what is secret must be a variable', () => {
  assert.ok(!jaas(`username="alice" password="\${P}"`));
  assert.ok(!jaas(`username='alice' password = '\${P}'`));
  assert.ok(!holdsSecret('sasl.jaas.config', `\${SASL_JAAS_CONFIG}`));
  assert.ok(jaas('username="alice" password="x"'));
  assert.ok(jaas('username="alice" password=x'));
  assert.ok(jaas(`username="\${P}" password="a\${P}"`));
  assert.ok(jaas('clientId="me" clientSecret="x"'));
  assert.ok(jaas(`password="\${P}" ssl_password="x"`));
});
