import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, closeSync, constants, openSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** @returns the first program of that name on the PATH */
export function found(name: string): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, file))
    .find(isProgram);
}

export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a program to its end. @returns what it prints @throws with its last words, if it fails */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: object = {},
): Promise<string> {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${args[0]} failed:\n${lastLines(stderr)}`));
      else resolve(stdout);
    });
  });
}

/** A program that goes on, and what it prints in a file. */
export class Daemon {
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly #log: string;
  readonly #kill = (): void => void this.#child.kill('SIGKILL');

  constructor(program: string, args: readonly string[], log: string, env: object = {}) {
    const output = openSync(log, 'w');
    this.#name = path.basename(program);
    this.#log = log;
    this.#child = spawn(program, args, {
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
    });
    closeSync(output);
    // Whatever becomes of this process, nobody is left behind.
    process.once('exit', this.#kill);
  }

  /** @throws with its last words, if it has ended */
  check(): void {
    if (this.#child.exitCode === null && this.#child.signalCode === null) return;
    throw new Error(`${this.#name} has ended:\n${lastLines(readFileSync(this.#log, 'utf8'))}`);
  }

  /** What it holds is thrown away, so nobody waits for its last words. */
  async stop(): Promise<void> {
    process.off('exit', this.#kill);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const over = once(this.#child, 'exit');
    this.#kill();
    await over;
  }
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-12).join('\n');
}
