import { serverCommand, type ServerCommand, ServerProcess } from '@workbook/broker/process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The embedded server, or the one that `NATS_STREAMING_SERVER` names. */
export function commandUnderTest(): ServerCommand {
  return serverCommand(process.env.NATS_STREAMING_SERVER);
}

/**
 * What the real server says where a killed one has left a record half written, and the flag that makes it
 * start: it cuts the record off, which was never answered. Two starts in a row with the flag are refused
 * (BEHAVIOUR.md, section 4.3).
 */
const HALF_WRITTEN = 'Restart with the ContinueOnUnexpectedEOF flag';
const CUT_OFF = '--file_truncate_bad_eof';

/** A server with a folder of its own, as a process that is ended and started again on the same port. */
export class Server {
  /** Its own; what it stores is in `data`. */
  readonly folder = mkdtempSync(path.join(tmpdir(), 'conformance-'));
  readonly #command: ServerCommand;
  readonly #flags: readonly string[];
  #process: ServerProcess | undefined;
  #port = -1;

  /** @param flags that it is started with each time */
  constructor(command: ServerCommand, store: 'memory' | 'file', flags: readonly string[]) {
    const dir = path.join(this.folder, 'data');
    this.#command = command;
    this.#flags = [...(store === 'file' ? ['-st', 'FILE', '-dir', dir] : []), ...flags];
  }

  get url(): string {
    return `nats://127.0.0.1:${this.#port}`;
  }

  /** On another port at each start. */
  get monitoringURL(): string {
    return this.#process!.monitoringURL!;
  }

  /**
   * Resolves when the server is ready; one that finds a record half written is started so that it cuts it off.
   *
   * @throws if it ends before
   */
  async start(): Promise<void> {
    const server = this.launch();
    try {
      this.#port = await server.ready();
    } catch (error) {
      if (!server.stderr.includes(HALF_WRITTEN)) throw error;
      this.#process = this.attempt(CUT_OFF);
      this.#port = await this.#process.ready();
    }
  }

  /** Starts it without waiting until it is ready. */
  launch(): ServerProcess {
    return (this.#process = this.attempt());
  }

  /** Starts one more, which may not succeed. @param flags the last ones */
  attempt(...flags: string[]): ServerProcess {
    const address = ['-a', '127.0.0.1', '-p', String(this.#port), '-m', '-1'];
    return new ServerProcess(this.#command, [...address, ...this.#flags, ...flags]);
  }

  /** Ends it by `signal`, and starts it again. */
  async restart(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await this.end(signal);
    await this.start();
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await this.#process?.end(signal);
    this.#process = undefined;
  }

  /** Ends it, and removes its folder. */
  async remove(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
