/** ferris-k8s-deploy generate-migration: the ordered way from what runs today to the deployments of a SQL file, and back. */
import type { Cutover, MigrationRequest } from '../../src/compiler/deploy/migration/migration.ts';
import { moveOf } from '../../src/compiler/deploy/migration/move.ts';
import { planMigration } from '../../src/compiler/deploy/migration/plan.ts';
import type { Running } from '../../src/compiler/deploy/migration/running.ts';
import { migrationReadme, migrationText } from '../../src/compiler/deploy/migration/text.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { clusterFlags, deployOptions, hintFlags, outsideHints, reportFormatFlag } from './deploying/flags.ts';
import { type Generated, generateAll, hasErrors, pricesFor, problemLines } from './deploying/generate.ts';
import { loadFile } from './deploying/load.ts';
import { replaceFolder } from './deploying/replace-folder.ts';
import { findingLine } from './deploying/report.ts';
import { loadRunning } from './migration/load-running.ts';

export const command = defineCommand({
  name: 'generate-migration',
  summary: 'the steps from what runs today to the deployments of a SQL file, and the way back',
  positionals: { name: 'FILE', doc: 'the SQL file that shall run', min: 1, max: 1 },
  flags: {
    config: {
      value: 'FILE',
      short: 'c',
      doc: 'what runs today: a configuration of the single instance, or a compose file',
    },
    'from-deployment': {
      value: 'NAME|FILE',
      doc: "what runs today: a Deployment's name, or its manifest; '-' is stdin",
    },
    name: { value: 'NAME', doc: 'which one, where there are several in that file' },
    'consumer-group': { value: 'NAME', doc: 'in which it reads today, where nothing says it' },
    service: {
      value: 'NAME',
      doc: 'a Service whose selector is switched, beside those of the manifest',
      repeats: true,
    },
    cutover: {
      value: 'HOW',
      doc: 'handover: same topics, offsets are handed over while neither runs; readers: topics of its own, to which the readers move. Without it readers where a query keeps state, else handover',
      allowed: ['handover', 'readers'],
    },
    start: {
      value: 'WHERE',
      doc: 'where the parallel run begins: earliest, latest, or a time such as 2026-11-01T00:00:00.000; without it latest for a handover, earliest for readers',
    },
    suffix: { value: 'TEXT', doc: "behind the parallel run's group and topics", default: 'v2' },
    ...clusterFlags,
    ...hintFlags,
    output: {
      value: 'DIR',
      short: 'o',
      doc: 'a folder for manifests and steps, replaced as a whole; without it the report alone',
    },
    force: { doc: 'also into a folder with other files, which stay' },
    format: reportFormatFlag,
  },
  examples: [
    [
      'ferris-k8s-deploy generate-migration trades.sql --config docker-compose.yml --consumer-group trades',
      'the report',
    ],
    [
      'kubectl get deployment,service,hpa -o yaml | ferris-k8s-deploy generate-migration trades.sql --from-deployment - --name ferris-single-instance --output migration',
      'from what runs in a namespace, as a folder',
    ],
  ],
  async run({ flags, positionals }, io) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,40}$/.test(flags.suffix))
      throw new UsageError(
        `--suffix ${flags.suffix}: a part of a topic's name is needed`,
        'letters, digits, . _ and -',
      );
    const start = startOf(flags.start);
    const options = deployOptions(flags);
    const running = await loadRunning(flags, io);
    const file = await loadFile(positionals[0]!, await outsideHints(flags, io), io);
    const { generated, findings } = generateAll(file, options, await pricesFor(io));
    for (const finding of findings) await io.stderr.write(`${findingLine(file, finding)}\n`);
    if (hasErrors(findings)) return await nothing(`${file.name} has errors`, EXIT.unplannable, io);
    if (generated.length === 0) return await nothing(`${file.name} has nothing to deploy`, EXIT.unplannable, io);
    const refused = refusalOf(generated, running);
    if (refused !== undefined) return await nothing(refused, EXIT.findings, io);

    const cutover: Cutover =
      flags.cutover ?? (generated.some(({ spec }) => spec.source.stateful) ? 'readers' : 'handover');
    const moves = generated.map(({ spec }) => moveOf(spec, running.consumerGroup, cutover, flags.suffix));
    for (const move of moves) if (!move.ok) return await nothing(move.message, EXIT.findings, io);
    const request: MigrationRequest = {
      running,
      moved: moves.flatMap(move => (move.ok ? [move.moved] : [])),
      cutover,
      start: start ?? (cutover === 'handover' ? 'latest' : 'earliest'),
      suffix: flags.suffix,
      options,
    };
    const migration = planMigration(request);
    const from = `${running.name} to ${generated.map(({ spec }) => spec.name).join(' and ')}`;
    if (flags.output !== undefined)
      replaceFolder(
        flags.output,
        new Map([['README.md', migrationReadme(migration, from)], ...migration.files]),
        { force: flags.force },
        io,
      );
    const { files, ...plan } = migration;
    await io.stdout.write(
      flags.format === 'json'
        ? `${JSON.stringify({ from: running.name, ...plan, files: [...files.keys()] }, null, 2)}\n`
        : migrationText(migration, from),
    );
    if (flags.output !== undefined)
      await io.stderr.write(`ferris-k8s-deploy: wrote ${flags.output} (README.md and ${files.size} files)\n`);
    return EXIT.ok;
  },
});

async function nothing(why: string, code: number, io: Io): Promise<number> {
  await io.stderr.write(`ferris-k8s-deploy: ${why}, so there is no migration\n`);
  return code;
}

function refusalOf(generated: readonly Generated[], old: Running): string | undefined {
  const lines = generated.map(problemLines).join('');
  if (lines !== '') return `the API server would refuse its manifest:\n${lines}`;
  const scheduled = generated.find(({ spec }) => spec.schedule !== undefined);
  if (scheduled)
    return `${scheduled.spec.name} runs at times of a schedule and not beside anything: stop the old one, then deploy-from-sql`;
  if (old.kind !== 'Deployment' && old.kind !== 'StatefulSet') return undefined;
  if (generated.some(({ spec }) => spec.name === old.name))
    return `${old.name} would be replaced and not run beside the new one; name the new one with --set container.name=${old.name}-v2`;
  const elsewhere = generated.find(({ spec }) => spec.namespace !== old.namespace);
  if (elsewhere && old.services.length > 0 && old.namespace !== undefined)
    return `Service ${old.services[0]!.name} of namespace ${old.namespace} cannot send to the pods of ${elsewhere.spec.name} in another one; write --namespace ${old.namespace}`;
  return undefined;
}

/** Throws UsageError for what Kafka's tool would not take. */
function startOf(text: string | undefined): string | undefined {
  if (text === undefined || text === 'earliest' || text === 'latest') return text;
  const [, day, time = 'T00:00:00'] = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d(?:\.\d{3})?)?Z?$/.exec(text) ?? [];
  if (day === undefined || Number.isNaN(Date.parse(`${day}${time}Z`)))
    throw new UsageError(
      `--start takes earliest, latest or a time in UTC, not '${text}'`,
      'such as 2026-11-01T00:00:00',
    );
  return `${day}${time}${time.includes('.') ? '' : '.000'}`;
}
