import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Program } from './program';
import { RawClient } from './raw-client';
import { StreamingClient } from './streaming-client';

/** A server with a store on disk, which is killed and started again on the same folder and port. */
export class StoredServer {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'conformance-store-'));
  readonly #clients: RawClient[] = [];
  readonly #flags: readonly string[];
  #program: Program | undefined;
  #port = -1;

  /** @param flags that it is started with each time */
  constructor(...flags: string[]) {
    this.#flags = flags;
  }

  /** Resolves when the server is ready. @throws if it ends before */
  async start(): Promise<void> {
    this.#port = await this.launch().ready();
  }

  /** Starts it without waiting until it is ready. */
  launch(): Program {
    return (this.#program = this.attempt());
  }

  /** Starts one more, which may not succeed. @param flags the last ones */
  attempt(...flags: string[]): Program {
    const folder = ['-st', 'FILE', '-dir', path.join(this.#folder, 'data')];
    const address = ['-a', '127.0.0.1', '-p', String(this.#port), '-m', '-1'];
    return new Program(...folder, ...address, ...this.#flags, ...flags);
  }

  /** Ends it by `signal`, and starts it again. */
  async restart(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await this.end(signal);
    await this.start();
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#program?.signal(signal);
    await this.#program?.ended();
    this.#program = undefined;
  }

  /** Ends it, and removes its folder. */
  async remove(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.drop()));
    await this.end('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A connection to the server that runs now. */
  async raw(): Promise<RawClient> {
    const client = await RawClient.open(`nats://127.0.0.1:${this.#port}`);
    this.#clients.push(client);
    return client;
  }

  /** A streaming client that is registered with the server that runs now. */
  async client(clientID: string): Promise<StreamingClient> {
    const client = new StreamingClient(await this.raw(), 'test-cluster', clientID);
    const { error } = await client.connect();
    if (error) throw new Error(`${clientID} could not connect: ${error}`);
    return client;
  }

  /** What the monitoring answers to `page`. */
  async monitoring(page: string): Promise<unknown> {
    const [, port] = /http monitor on 127\.0\.0\.1:(\d+)/.exec(this.#program?.stderr ?? '') ?? [];
    return (await fetch(`http://127.0.0.1:${port}${page}`)).json();
  }
}
