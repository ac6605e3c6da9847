import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const BIN = path.join(__dirname, '..', '..', 'bin', 'nats-streaming-server.js');

/** The command in a process of its own. */
export class Process {
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown[]>;
  #changed: () => void = () => undefined;

  constructor(...args: string[]) {
    const child = spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (bytes: Buffer) => (this.stdout += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => {
      this.stderr += bytes.toString();
      this.#changed();
    });
    // Both streams have been read when `close` comes.
    this.#exit = once(child, 'close');
    void this.#exit.then(() => this.#changed());
    this.#child = child;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** @returns the port, once the server says that it is ready */
  async ready(): Promise<number> {
    await this.says('Streaming Server is ready');
    return Number(/client connections on \S+:(\d+)/.exec(this.stderr)![1]);
  }

  /** Resolves once it has logged `text`. */
  async says(text: string): Promise<void> {
    while (!this.stderr.includes(text)) {
      this.#checkAlive();
      await new Promise<void>((resolve) => (this.#changed = resolve));
    }
  }

  /** Resolves once `text` stands in a file; looked for turn by turn, as nobody tells. */
  async writes(file: string, text: string): Promise<void> {
    while (!existsSync(file) || !readFileSync(file, 'utf8').includes(text)) {
      this.#checkAlive();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #checkAlive(): void {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) throw new Error(`ended early: ${this.stderr}`);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** @returns its exit code; null if a signal ended it */
  async ended(): Promise<number | null> {
    const [code] = await this.#exit;
    return code as number | null;
  }

  /** What it logged, without pid and time, which vary. */
  get lines(): string[] {
    return this.stderr
      .split('\n')
      .filter(Boolean)
      .map((line) => line.replace(/^\[\d+\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{6} /, ''));
  }
}
