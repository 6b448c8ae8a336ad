/** ferris-k8s-deploy analyze-current: what a single instance runs today, and the hints that make deployments of it. */
import fs from 'node:fs';
import path from 'node:path';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { FileError, makeFolderOf, writeText } from '../files.ts';
import { type Io, resolvePath } from '../io.ts';
import { type CurrentInstance, loadCurrent } from './current/load.ts';
import { type Proposed, proposedFor, proposedSql } from './current/proposed.ts';
import { currentText, shown } from './current/report.ts';
import { reportFormatFlag } from './deploying/flags.ts';

export const command = defineCommand({
  name: 'analyze-current',
  summary: 'what a single instance runs today, and hints that make deployments of it',
  flags: {
    config: {
      value: 'FILE',
      short: 'c',
      doc: "the instance's configuration in YAML, or a compose file that starts it; '-' is stdin",
      required: true,
    },
    sql: {
      value: 'FILE',
      doc: 'a file of queries that it runs; without it those that a compose file mounts',
      repeats: true,
    },
    output: {
      value: 'FILE|DIR',
      short: 'o',
      doc: 'where the queries go with their hints above them: a file, or a folder ending with / when there are several',
    },
    force: { doc: 'replace files that exist' },
    strict: { doc: 'settings that nobody reads count as findings: exit code 1' },
    format: reportFormatFlag,
  },
  examples: [
    ['ferris-k8s-deploy analyze-current --config sql-config.yaml --sql trades.sql', 'the report alone'],
    ['ferris-k8s-deploy analyze-current --config docker-compose.yml --output hinted/', 'and the queries with hints'],
  ],
  async run({ flags }, io) {
    const instances = await loadCurrent(flags.config, flags.sql, io);
    const all = instances.map(instance => ({ instance, proposed: proposedFor(instance) }));
    const files = flags.output === undefined ? new Map() : targetsOf(all, flags.output, flags.force, io);
    const report =
      flags.format === 'json'
        ? `${JSON.stringify({ instances: all.map(jsonOf) }, null, 2)}\n`
        : all.map(({ instance, proposed }) => currentText(instance, proposed)).join('\n');
    await io.stdout.write(report);
    for (const [target, text] of files) {
      makeFolderOf(target, io);
      writeText(target, text, io);
      await io.stderr.write(`ferris-k8s-deploy: wrote ${target}\n`);
    }
    const findings = instances.flatMap(({ problems, missing }) => [...problems, ...missing]);
    return flags.strict && findings.length > 0 ? EXIT.findings : EXIT.ok;
  },
});

interface Analyzed {
  readonly instance: CurrentInstance;
  readonly proposed: readonly Proposed[];
}

/** Texts by where they go. Throws UsageError for what would be overwritten, by files there or by one another. */
function targetsOf(all: readonly Analyzed[], output: string, force: boolean, io: Io): ReadonlyMap<string, string> {
  const texts = all.flatMap(({ instance, proposed }) => [...proposedSql(instance, proposed)]);
  const folder = output.endsWith('/') || output.endsWith(path.sep);
  if (!folder && texts.length > 1)
    throw new UsageError(`there are ${texts.length} files to write`, `write --output ${output}/ for a folder`);
  const targets = new Map<string, string>();
  for (const [name, text] of texts) {
    const target = folder ? path.join(output, path.basename(name)) : output;
    if ((targets.get(target) ?? text) !== text)
      throw new FileError(`cannot write ${target}: two services run a file of this name; analyze each with --sql`);
    if (!force && fs.existsSync(resolvePath(io, target)))
      throw new UsageError(`${target} exists already`, 'write --force to replace it, or name another file');
    targets.set(target, text);
  }
  return targets;
}

const jsonOf = ({ instance, proposed }: Analyzed) => ({
  file: instance.file,
  ...(instance.service === undefined ? {} : { service: instance.service }),
  jobs: instance.sql.flatMap(({ name, jobs }) =>
    jobs.map(({ name: job, inputTopics, outputTopics, stateful }) => ({
      file: name,
      job,
      inputTopics,
      outputTopics,
      stateful,
    })),
  ),
  settings: instance.settings.map(one => ({ path: one.path, value: shown(one), line: one.line, becomes: one.becomes })),
  problems: instance.problems,
  missing: instance.missing,
  hints: proposed.map(({ job, proposals }) => ({ ...(job === undefined ? {} : { job: job.name }), proposals })),
});
