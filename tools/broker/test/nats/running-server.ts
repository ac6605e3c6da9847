import { VirtualClock } from '@workbook/clock';
import { createLog } from '../../src/log';
import { NatsServer, type NatsServerOptions } from '../../src/nats/server';
import { TextClient } from './text-client';

/** A server for each test of a file, on a clock that stands still. */
export class RunningServer {
  clock = new VirtualClock();
  server: NatsServer;
  /** What it logged, without pid and time, and without who came and went. */
  lines: string[] = [];
  /** Why each connection was closed, by the log. */
  closed: string[] = [];
  #clients: TextClient[] = [];

  /** Starts and stops it around each test. */
  constructor(options: Pick<NatsServerOptions, 'limits' | 'authorization'> = {}) {
    this.server = this.#make(options);
    beforeEach(async () => {
      this.clock = new VirtualClock();
      this.lines = [];
      this.closed = [];
      this.server = this.#make(options);
      await this.server.listen();
    });
    afterEach(async () => {
      for (const client of this.#clients.splice(0)) client.end();
      await this.server.close();
    });
  }

  #make(options: Pick<NatsServerOptions, 'limits' | 'authorization'>): NatsServer {
    // A connection of the test before may still be on its way out.
    const { lines, closed } = this;
    const write = (line: string): void => {
      const [, why] = /- Client connection closed: (.*)\n$/.exec(line) ?? [];
      if (why !== undefined) closed.push(why);
      else if (!line.endsWith('- Client connection created\n')) {
        lines.push(line.replace(/^.*?(?=\[[A-Z])|\n$/g, ''));
      }
    };
    const log = createLog({ write }, { debug: true });
    return new NatsServer({ host: '127.0.0.1', port: 0, clock: this.clock, log, ...options });
  }

  /** A client that has said nothing yet. */
  async connect(): Promise<TextClient> {
    return this.#keep(await TextClient.connect(this.server.port));
  }

  /** A client that has connected and wants no `+OK`. */
  async quiet(options?: object): Promise<TextClient> {
    return this.#keep(await TextClient.quiet(this.server.port, options));
  }

  /** A client that has connected and wants `+OK`, and complaints of subjects. */
  async verbose(): Promise<TextClient> {
    const client = await this.quiet();
    await client.exchange('CONNECT {"verbose":true,"pedantic":true}\r\n');
    return client;
  }

  #keep(client: TextClient): TextClient {
    this.#clients.push(client);
    return client;
  }
}
