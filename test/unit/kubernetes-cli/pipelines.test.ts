/** The hooks for pre-commit and the pipelines of examples/ci call commands that exist, and their checks run as they are written. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { parse } from 'yaml';
import { parseArguments } from '../../../cli/arguments.ts';
import { program as deploy } from '../../../cli/kubernetes/program.ts';
import { program as sql } from '../../../cli/sql/program.ts';
import { folderWith } from '../kubernetes/run.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
const PIPELINES = ['github.yml', 'gitlab-ci.yml', 'Jenkinsfile'];
const GOOD = `-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=4

CREATE STREAM quotes (symbol STRING) WITH ('topic' = 'quotes', 'format' = 'json');
SELECT symbol FROM quotes;
`;

/** Throws UsageError for a command, flag or value that does not exist. */
async function parsed(line: string): Promise<string> {
  const [name, command, ...args] = line.trim().split(/\s+/);
  const program = [deploy, sql].find(one => one.name === name);
  const entry = program?.commands[command ?? ''];
  assert.ok(entry, line);
  parseArguments(await entry.load(), [...args, 'a.sql']);
  return command!;
}

test('.pre-commit-hooks.yaml: what each hook needs, and commands that exist', async () => {
  const hooks: Record<string, string>[] = parse(read('.pre-commit-hooks.yaml'));
  assert.deepEqual(
    hooks.map(({ id }) => id),
    ['validate-hints', 'lint', 'format'],
  );
  for (const { id, name, entry, language, files } of hooks) {
    assert.ok(name && language === 'system', id);
    assert.ok(new RegExp(files!).test('sql/a.sql') && !new RegExp(files!).test('a.sql.md'));
    assert.equal(await parsed(entry!), id);
  }
});

for (const name of PIPELINES)
  test(`examples/ci/${name}: checks, prices and deploys with commands that exist`, async () => {
    const lines = read(`examples/ci/${name}`).match(/(?<=xargs .*)ferris-k8s-deploy [^|\n]*/g) ?? [];
    const commands = await Promise.all(lines.map(parsed));
    assert.deepEqual(commands, ['validate-hints', 'analyze-sql', 'deploy-from-sql']);
  });

test('the YAML of the pipelines has the jobs of its service', () => {
  const github = parse(read('examples/ci/github.yml'));
  assert.deepEqual(Object.keys(github.jobs), ['check', 'deploy']);
  for (const { steps } of Object.values<{ steps: object[] }>(github.jobs))
    for (const step of steps) assert.ok('uses' in step !== 'run' in step, JSON.stringify(step));
  const { stages, default: _, ...jobs } = parse(read('examples/ci/gitlab-ci.yml'));
  for (const [name, { stage, extends: from }] of Object.entries<{ stage?: string; extends?: string }>(jobs))
    assert.ok(stages.includes(stage ?? jobs[from!].stage), name);
});

test('the checks of the pipelines pass good SQL, and refuse bad', () => {
  using folder = folderWith({
    'bin/ferris-k8s-deploy': `#!/bin/sh\nexec '${process.execPath}' '${root}/cli/kubernetes/main.ts' "$@"\n`,
    'sql/first.sql': GOOD,
    'sql/deeper/second one.sql': GOOD,
  });
  fs.chmodSync(path.join(folder.path, 'bin/ferris-k8s-deploy'), 0o755);
  const run = (script: string) =>
    spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
      cwd: folder.path,
      encoding: 'utf8',
      env: { PATH: `${folder.path}/bin:/usr/local/bin:/usr/bin:/bin`, GITHUB_STEP_SUMMARY: `${folder.path}/summary` },
    });
  assert.equal(run('git init -q && git add sql').status, 0);
  const checks = PIPELINES.map(name => {
    const found = read(`examples/ci/${name}`).match(/git ls-files .*(validate-hints|analyze-sql).*/g) ?? [];
    assert.equal(found.length, 2, name);
    return found;
  });
  // GitLab's and Jenkins' are the same.
  const distinct = [...new Set(checks.flat())];
  for (const check of distinct) {
    const { status, stdout, stderr } = run(check);
    assert.equal(status, 0, `${check}\n${stdout}${stderr}`);
  }
  assert.deepEqual(fs.readdirSync(path.join(folder.path, 'k8s')), [
    'first-deployment.yaml',
    'second-one-deployment.yaml',
  ]);
  fs.writeFileSync(path.join(folder.path, 'sql/first.sql'), GOOD.replace('trading', 'tradign'));
  for (const check of distinct) assert.notEqual(run(check).status, 0, check);
});
