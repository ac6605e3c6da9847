import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export const BIN = path.join(__dirname, '..', 'bin', 'mongod.js');

/** The embedded server as a process, whatever mongod this machine has. */
export class Started {
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = { MONGOMS_SYSTEM_BINARY: BIN }) {
    const child = spawn(process.execPath, [BIN, ...args], { env: { ...process.env, ...env } });
    this.#child = child;
    child.stdout.on('data', (bytes) => (this.stdout += String(bytes)));
    child.stderr.on('data', (bytes) => (this.stderr += String(bytes)));
    this.#ended = new Promise((resolve) => child.once('close', resolve));
  }

  /** @returns its port @throws if it ends before */
  ready(): Promise<number> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const [, port] = /"Waiting for connections","attr":\{"port":(\d+)/.exec(this.stdout) ?? [];
        if (port !== undefined) resolve(Number(port));
      };
      this.#child.stdout!.on('data', look);
      look();
      void this.#ended.then(() => reject(new Error(`${this.stdout}${this.stderr}`)));
    });
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** @returns its exit code; null if a signal has ended it */
  ended(): Promise<number | null> {
    return this.#ended;
  }
}
