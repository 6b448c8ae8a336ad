/** Jobs of a test file as processes, in a folder of its own: they are killed, and it goes, when the file ends. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { brokers } from './broker.ts';
import { type JobProcess, killJobs, startJob } from './job-process.ts';

/** Where their SQL is, and where they run. */
export const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-jobs-'));

after(() => {
  killJobs();
  fs.rmSync(folder, { recursive: true, force: true });
});

export async function started(sql: string, group: string, flags: readonly string[] = []): Promise<JobProcess> {
  const file = path.join(folder, `${group}.sql`);
  fs.writeFileSync(file, sql);
  return startJob(file, await brokers(), group, flags);
}
