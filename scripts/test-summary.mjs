// A reporter beside the dots: the failures whole, then the counts that scripts/test.ts reads.
export default async function* summary(source) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
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
  yield `\nℹ pass ${passed}\nℹ fail ${failed}\n`;
}
