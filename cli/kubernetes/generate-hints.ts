/** ferris-k8s-deploy generate-hints: a commented template of hints for one kind of workload. */
import fs from 'node:fs';
import { WORKLOADS } from '../../src/language/hints/define.ts';
import { hintTemplate } from '../../src/language/hints/template.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { writeText } from '../files.ts';
import { resolvePath } from '../io.ts';

export const command = defineCommand({
  name: 'generate-hints',
  summary: 'write a template of deployment hints',
  flags: {
    workload: { value: 'WORKLOAD', short: 'w', doc: 'whose defaults to write', allowed: WORKLOADS, required: true },
    output: { value: 'FILE', short: 'o', doc: "where to write; '-' is stdout", default: '-' },
    force: { doc: 'replace FILE when it exists' },
  },
  examples: [
    ['ferris-k8s-deploy generate-hints --workload trading', 'look at it'],
    ['ferris-k8s-deploy generate-hints --workload analytics --output analytics.sql', 'start a file with it'],
  ],
  async run({ flags: { workload, output, force } }, io) {
    const text = hintTemplate(workload);
    if (output === '-') {
      await io.stdout.write(text);
      return EXIT.ok;
    }
    if (!force && fs.existsSync(resolvePath(io, output)))
      throw new UsageError(`${output} exists already`, 'write --force to replace it, or name another file');
    writeText(output, text, io);
    await io.stderr.write(`ferris-k8s-deploy: wrote ${output}\n`);
    return EXIT.ok;
  },
});
