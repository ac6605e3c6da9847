import { spawn } from 'node:child_process';

/**
 * Has another program do the work: what it prints is printed, what is signalled is passed on.
 *
 * @returns its exit code
 */
export function delegate(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit' });
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => child.kill(name));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
