/** What the editor says of a ferris.yaml, at its lines. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { SettingsFiles } from '../../../language-server/project/settings.ts';

test('settings that are wrong, misspelt or without effect are told at their lines', async () => {
  const found = await new SettingsFiles().set(
    'file:///a/ferris.yaml',
    [
      'profile: low_latenc',
      `brokers: \${BROKERS}`,
      'kafka:',
      '  acks: "1"',
      '  fetch_min_bytes: lots',
      'performance:',
      `  flush_interval_ms: \${EVERY}`,
      '  flush_intervl_ms: 3',
    ].join('\n'),
  );
  assert.deepEqual(
    found.map(({ line, message }) => `${line + 1} ${message.split(':')[0]}`),
    [
      "1 there is no profile 'low_latenc'",
      "5 kafka.fetch_min_bytes takes a whole number of bytes from 1 to 1073741824, not 'lots'",
      '4 kafka.acks has no effect',
      '8 there is no setting performance.flush_intervl_ms',
    ],
  );
});
