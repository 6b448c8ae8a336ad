/** What the editor says of a ferris.yaml, at its place. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { SettingsFiles } from '../../../language-server/project/settings.ts';

test('settings that are wrong, misspelt or without effect are told at their places', async () => {
  const text = [
    'profile: low_latenc',
    `brokers: \${BROKERS}`,
    'kafka:',
    '  acks: "1"',
    '  fetch_min_bytes: lots',
    'performance:',
    `  flush_interval_ms: \${EVERY}`,
    '  flush_intervl_ms: 3',
    'rules:',
    '  sql/limit-unbounded: of',
  ].join('\n');
  const found = await new SettingsFiles().set('file:///a/ferris.yaml', text);
  assert.deepEqual(
    found.map(({ span, message, idle }) => [text.slice(span.start, span.end), message.split(':')[0], idle]),
    [
      ['low_latenc', "there is no profile 'low_latenc'", false],
      ['acks', 'kafka.acks has no effect', true],
      ['lots', "kafka.fetch_min_bytes takes a whole number of bytes from 1 to 1073741824, not 'lots'", false],
      ['flush_intervl_ms', 'there is no setting performance.flush_intervl_ms', false],
      ['sql/limit-unbounded', "there is no level 'of'", false],
    ],
  );
});
