// A reporter beside the dots: the failures whole, where the time went, then the counts that scripts/test.ts reads.
import path from 'node:path';

const SLOWEST = 8;

export default async function* summary(source) {
  let passed = 0;
  let failed = 0;
  /** By file the milliseconds of its tests. */
  const spent = new Map();
  for await (const { type, data } of source) {
    // What a test has measured, as a table; Node's own counts are single lines.
    if (type === 'test:diagnostic' && data.message.includes('\n')) yield `\n${data.message}\n`;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.nesting === 0 && data.file) spent.set(data.file, (spent.get(data.file) ?? 0) + data.details.duration_ms);
    if (data.details?.type === 'suite') continue;
    if (type === 'test:pass') passed++;
    else {
      // A file is a test of its own when it ends badly; a test that failed inside it has been told already.
      if (data.details?.error?.failureType === 'subtestsFailed') continue;
      failed++;
      const cause = data.details?.error?.cause ?? data.details?.error;
      yield `\n✖ ${data.name} (${data.file}:${data.line})\n  ${String(cause?.stack ?? cause).replaceAll('\n', '\n  ')}\n`;
    }
  }
  const slowest = [...spent].sort(([, a], [, b]) => b - a).slice(0, SLOWEST);
  for (const [file, ms] of slowest) yield `\n${(ms / 1000).toFixed(1).padStart(7)} s  ${path.relative('.', file)}`;
  yield `\nℹ pass ${passed}\nℹ fail ${failed}\n`;
}
