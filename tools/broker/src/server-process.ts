import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { Looking, patient } from '@workbook/protocol/waiting';

/** A program, and what stands before its flags. */
export type ServerCommand = readonly [program: string, ...before: string[]];

const BIN = path.join(__dirname, '..', 'bin', 'nats-streaming-server.js');
/** How long a server may take for anything that is awaited, on a machine that has nothing else to do. */
const LIMIT_MS = 20_000;

const running = new Set<ChildProcess>();
// A server outlives whoever started it, unless it is told.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** @param real the program of a real server; empty or undefined: the embedded one */
export function serverCommand(real?: string): ServerCommand {
  return real ? [real] : [process.execPath, BIN];
}

/**
 * A server in a process of its own, the embedded one or any other that is started and speaks as the real
 * one. Where something is awaited of it in vain, the error shows what it has printed.
 */
export class ServerProcess {
  /** What it has printed so far. */
  stdout = '';
  stderr = '';
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #looking = new Looking();
  #isOver = false;
  /** Why there is no such process. */
  #failure: string | undefined;

  constructor([program, ...before]: ServerCommand, flags: readonly string[]) {
    this.#name = path.basename(before[0] ?? program, '.js');
    const child = spawn(program, [...before, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    running.add(child);
    child.stdout.on('data', (bytes) => (this.stdout += String(bytes)));
    child.stderr.on('data', (bytes) => this.#looking.note(() => (this.stderr += String(bytes))));
    child.once('error', ({ message }) => (this.#failure = message));
    // Both outputs have been read by then.
    child.once('close', () => {
      running.delete(child);
      this.#looking.note(() => (this.#isOver = true));
    });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** True when it has ended, and all that it printed was read. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Resolves with the port for clients when the server is ready. @throws if it ends before */
  async ready(): Promise<number> {
    await this.#logs('Streaming Server is ready', 'was not ready');
    return Number(new URL(this.url).port);
  }

  /** Resolves when it has logged `text`. @throws if it ends before */
  async says(text: string): Promise<void> {
    await this.#logs(text, `had not said ${JSON.stringify(text)}`);
  }

  /** Where clients connect, as it said. */
  get url(): string {
    return `nats://${this.#addressAfter('Listening for client connections on')}`;
  }

  /** Where its monitoring answers, if it has said that it does. */
  get monitoringURL(): string | undefined {
    const address = this.#addressAfter('Starting http monitor on');
    return address && `http://${address}`;
  }

  /** What it has logged, without process id and time, which vary. */
  get lines(): string[] {
    return this.stderr
      .split('\n')
      .filter(Boolean)
      .map((line) => line.replace(/^\[\d+\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{6} /, ''));
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Resolves when it has ended. @returns its exit code; null if a signal ended it */
  async ended(): Promise<number | null> {
    await this.#looking.until(() => this.#isOver, patient(LIMIT_MS));
    if (!this.#isOver) throw this.#error('had not ended');
    return this.#child.exitCode;
  }

  /** Ends it by `signal`. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.signal(signal);
    await this.ended();
  }

  /** @param not what it has not done until then */
  async #logs(text: string, not: string): Promise<void> {
    const isThere = (): boolean => this.stderr.includes(text);
    await this.#looking.until(() => isThere() || this.#isOver, patient(LIMIT_MS));
    if (!isThere()) throw this.#error(not);
  }

  /** Of what was awaited in vain. */
  #error(not: string): Error {
    const { exitCode, signalCode } = this.#child;
    const when = this.#isOver
      ? `when it ended: ${this.#failure ?? signalCode ?? `exit code ${exitCode}`}`
      : `within ${patient(LIMIT_MS) / 1000} s`;
    return new Error(`${this.#name} ${not} ${when}. It printed:\n${this.stderr}${this.stdout}`);
  }

  #addressAfter(words: string): string | undefined {
    return new RegExp(`${words} (\\S+)`).exec(this.stderr)?.[1];
  }
}
