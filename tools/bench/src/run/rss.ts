import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const KIB = 1024;

/**
 * Bytes of physical memory of a process, as `ps` tells them.
 *
 * @returns undefined on Windows, which has no `ps`
 * @throws if there is no such process
 */
export async function rssOf(pid: number): Promise<number | undefined> {
  if (process.platform === 'win32') return undefined;
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) * KIB;
}
