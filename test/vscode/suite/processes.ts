/** The processes that the extension has started. */
import { execFileSync } from 'node:child_process';

/** Whether a process with this id is there; zombies count. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Command lines of this extension host's children that belong to the extension. */
export function startedHere(): readonly string[] {
  const all = execFileSync('ps', ['-e', '-o', 'ppid=,args='], { encoding: 'utf8' }).split('\n');
  return all
    .map(line => /^\s*(\d+)\s+(.*)$/.exec(line))
    .filter(match => match?.[1] === String(process.pid) && /\/programs\/(language-server|ferris-)/.test(match[2]!))
    .map(match => match![2]!);
}
