import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const EMBEDDED = path.join(__dirname, '..', '..', 'broker', 'bin', 'nats-streaming-server.js');

/** The server under test as a program: the embedded one, or the one that `NATS_STREAMING_SERVER` names. */
export class Program {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  stderr = '';
  stdout = '';

  constructor(...args: string[]) {
    const real = process.env.NATS_STREAMING_SERVER;
    const [command, ...before] = real ? [real] : [process.execPath, EMBEDDED];
    this.#child = spawn(command, [...before, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.stdout?.on('data', (text) => (this.stdout += String(text)));
    this.#child.stderr?.on('data', (text) => (this.stderr += String(text)));
    this.#ended = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  /** Resolves with the port when the server is ready. @throws if it ends before */
  async ready(): Promise<number> {
    while (!this.stderr.includes('Streaming Server is ready')) {
      const ended = await Promise.race([
        once(this.#child.stderr!, 'data').then(() => false),
        this.#ended.then(() => true),
      ]);
      if (ended) throw new Error(`The server ended:\n${this.stderr}${this.stdout}`);
    }
    return Number(/Listening for client connections on 127\.0\.0\.1:(\d+)/.exec(this.stderr)?.[1]);
  }

  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void {
    this.#child.kill(name);
  }

  /** Resolves when the server has ended. @returns its exit code; null if a signal ended it */
  async ended(): Promise<number | null> {
    return this.#ended;
  }
}
