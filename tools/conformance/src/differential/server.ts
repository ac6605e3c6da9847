import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Settings } from './step';

/** A program and what stands before its flags. */
export type Command = readonly [string, ...string[]];

const EMBEDDED = path.join(
  __dirname,
  '..',
  '..',
  '..',
  'broker',
  'bin',
  'nats-streaming-server.js',
);

const running = new Set<ChildProcess>();
// A server outlives whoever started it, unless it is told.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The command of the embedded server, or of the real one at `real`. */
export function commandOf(real?: string): Command {
  return real === undefined ? [process.execPath, EMBEDDED] : [real];
}

/** One of the servers of a session, as a process that can be started again on the same port and folder. */
export class Server {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'differential-'));
  #child: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #log = '';
  #port = -1;
  #monitoringPort = -1;

  constructor(
    private readonly command: Command,
    private readonly settings: Settings,
  ) {}

  get url(): string {
    return `nats://127.0.0.1:${this.#port}`;
  }

  get monitoringPort(): number {
    return this.#monitoringPort;
  }

  /** Resolves when it is ready. @throws if it ends before */
  async start(): Promise<void> {
    const [program, ...before] = this.command;
    const { store, flags } = this.settings;
    const folder = path.join(this.#folder, 'data');
    const child = spawn(
      program,
      [...before, '-a', '127.0.0.1', '-p', String(this.#port), '-m', String(this.#monitoringPort)]
        .concat(store === 'file' ? ['-st', 'FILE', '-dir', folder] : [])
        .concat(flags),
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.#child = child;
    running.add(child);
    this.#ended = once(child, 'close').then(() => running.delete(child));
    this.#log = '';
    child.stderr.on('data', (text) => (this.#log += String(text)));
    while (!this.#log.includes('Streaming Server is ready')) {
      await Promise.race([once(child.stderr, 'data'), this.#ended]);
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`${program} ended: ${this.#log}`);
      }
    }
    this.#port = this.#portAfter('Listening for client connections on');
    this.#monitoringPort = this.#portAfter('Starting http monitor on');
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#child?.kill(signal);
    await this.#ended;
    this.#child = undefined;
  }

  /** Ends it, and removes its folder. */
  async remove(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #portAfter(words: string): number {
    return Number(new RegExp(`${words} 127\\.0\\.0\\.1:(\\d+)`).exec(this.#log)?.[1]);
  }
}
