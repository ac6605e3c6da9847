import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A broker that does not answer an honest client for so long hangs. */
const PATIENCE_MS = 10_000;
const LINE = /^(?:INFO \{.*\} |PING|PONG|\+OK|-ERR '.*'|MSG ([^ \t]+) 1 (?:([^ \t]+) )?(\d+))$/;

/**
 * An honest client that hears everything that anybody sends: whole lines and whole messages of its one
 * subscription, and nothing that somebody else has put between them.
 */
export class Witness {
  readonly #socket: Socket;
  #heard = '';
  #pong: () => void = () => undefined;
  #fault: Error | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      this.#heard += bytes.toString('latin1');
      this.#read();
    });
  }

  static async connect(port: number): Promise<Witness> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const witness = new Witness(socket);
    socket.write('CONNECT {"verbose":false}\r\nSUB > 1\r\n');
    return witness;
  }

  /** @throws if the broker does not answer, or sends what is neither line nor message */
  async alive(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timeout = setTimeout(() => {
        reject(new Error(`no PONG within ${PATIENCE_MS} ms, but ${JSON.stringify(this.#heard)}`));
      }, PATIENCE_MS);
      this.#pong = () => {
        clearTimeout(timeout);
        resolve();
      };
      this.#socket.write('PING\r\n');
    });
    if (this.#fault) throw this.#fault;
  }

  end(): void {
    this.#socket.destroy();
  }

  #read(): void {
    let at = 0;
    for (;;) {
      const end = this.#heard.indexOf('\r\n', at);
      if (end < 0) break;
      const line = this.#heard.slice(at, end);
      const [known, , , size] = LINE.exec(line) ?? [];
      if (known === undefined) {
        this.#fault ??= new Error(`the witness was sent ${JSON.stringify(line)}`);
        this.#heard = '';
        this.#pong();
        return;
      }
      const after = end + 2 + (size === undefined ? 0 : Number(size) + 2);
      if (after > this.#heard.length) break;
      at = after;
      // Unanswered it would be stale when the time passes.
      if (line === 'PING') this.#socket.write('PONG\r\n');
      else if (line === 'PONG') this.#pong();
    }
    this.#heard = this.#heard.slice(at);
  }
}
