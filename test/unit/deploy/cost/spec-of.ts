/** A deployment's spec out of its hints, for tests of what it costs. */
import { buildSpec } from '../../../../src/compiler/deploy/build-spec.ts';
import { effectiveHints } from '../../../../src/compiler/deploy/effective-hints.ts';
import type { DeploymentSpec } from '../../../../src/compiler/deploy/spec.ts';
import { attachHints } from '../../../../src/language/hints/attach.ts';
import { scan } from '../../../../src/language/text/scan.ts';

/** @param hints as in a file, without their `-- @ferris:` */
export function specOf(...hints: readonly string[]): DeploymentSpec {
  const text = `${hints.map(hint => `-- @ferris:${hint}\n`).join('')}SELECT price FROM trades;`;
  const [scope] = attachHints(scan(text)).scopes;
  return buildSpec({
    hints: effectiveHints(scope!),
    name: 'trades',
    source: {
      file: 'trades.sql',
      sql: text,
      queries: [],
      inputTopics: ['trades'],
      outputTopics: [],
      stateful: false,
      changelog: false,
    },
  });
}
