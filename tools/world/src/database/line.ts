import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { doc, double, int, isDoc, type Value } from '@workbook/mongod/values';
import {
  Frames,
  readAnswer,
  readRequest,
  type Request,
  WireError,
  writeResponse,
} from '@workbook/mongod/wire';
import { DatabaseConnection } from './connection';
import { type DatabaseFact, isAside, isOfDocuments, isWrite } from './fact';
import { Holding } from './holding';
import { rowOf } from './plain';

/** What every command has, and says nothing of what is asked. */
const OF_ALL: ReadonlySet<string> = new Set(['$db', 'lsid', '$readPreference', '$clusterTime']);

/** Without it a message waits, up to 40 ms, until the one before it is confirmed. */
const AT_ONCE = { noDelay: true };

/** As a mongod answers whose disk is full. */
const DISK_FULL = doc({
  ok: double(0),
  errmsg: 'No space left on device',
  code: int(14_031),
  codeName: 'OutOfDiskSpace',
});

/** A kind of command of a copy that is refused. */
interface Refusal {
  readonly client: string;
  readonly isOf: (name: string) => boolean;
  /** Called when it has happened. */
  readonly happened?: () => void;
}

/**
 * The network between clients and the database: everything passes through it as bytes on real sockets, but for
 * what is held, refused or cut. What passes is told as facts.
 */
export class DatabaseLine {
  readonly #connections = new Set<DatabaseConnection>();
  readonly #refusals = new Set<Refusal>();
  #holding: Holding | undefined;
  #traffic = 0;

  private constructor(
    private readonly server: Server,
    private readonly upstream: URL,
    private readonly tell: (fact: DatabaseFact) => void,
    private readonly changed: () => void,
  ) {}

  /**
   * @param tell takes what clients send; the answer is added to that later
   * @param changed called when something has passed
   */
  static async open(
    upstream: string,
    tell: (fact: DatabaseFact) => void,
    changed: () => void,
  ): Promise<DatabaseLine> {
    const server = createServer(AT_ONCE);
    const line = new DatabaseLine(server, new URL(upstream), tell, changed);
    server.on('connection', (client) => line.#join(client));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return line;
  }

  /** Where clients connect: `127.0.0.1:PORT`. */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How much has passed so far. */
  get traffic(): number {
    return this.#traffic;
  }

  /** Commands that the server is at. */
  get underWay(): number {
    let count = 0;
    for (const { unanswered } of this.#connections) count += unanswered.size;
    return count;
  }

  /** Commands that wait to be let go. */
  get held(): number {
    return this.#holding?.size ?? 0;
  }

  /** @returns a function that ends it */
  refuse(client: string, name: string): () => void {
    return this.#refuse({ client, isOf: (each) => each === name });
  }

  /** @param refused called when it has happened */
  refuseNextWrite(client: string, refused: () => void): void {
    const end = this.#refuse({
      client,
      isOf: isWrite,
      happened: () => {
        end();
        refused();
      },
    });
  }

  #refuse(refusal: Refusal): () => void {
    this.#refusals.add(refusal);
    return () => void this.#refusals.delete(refusal);
  }

  hold(): Holding {
    this.#holding?.end();
    const holding = new Holding(() => {
      if (this.#holding === holding) this.#holding = undefined;
    });
    return (this.#holding = holding);
  }

  /** Breaks the connections of a client. */
  cut(client: string): void {
    for (const connection of this.#connections) if (connection.name === client) connection.cut();
  }

  async close(): Promise<void> {
    this.#holding?.end();
    const closed = once(this.server, 'close');
    this.server.close();
    for (const connection of this.#connections) connection.cut();
    await closed;
  }

  #join(client: Socket): void {
    const { hostname, port } = this.upstream;
    const server = connect({ host: hostname, port: Number(port), ...AT_ONCE });
    const connection = new DatabaseConnection(client, server);
    this.#connections.add(connection);
    client.on('close', () => {
      this.#connections.delete(connection);
      this.changed();
    });
    pipe(client, server, (frame) => this.#fromClient(frame, connection));
    pipe(server, client, (frame) => this.#fromServer(frame, connection));
  }

  #fromClient(frame: Buffer, connection: DatabaseConnection): void {
    const request = readRequest(frame);
    const [name = ''] = request.body.keys();
    connection.name ||= applicationIn(request);
    if (isAside(name)) {
      connection.server.write(frame);
      return;
    }
    const fact = factOf(name, request, connection.name);
    this.tell(fact);
    this.#passed();
    const goOn = (): void => {
      if (!connection.isOpen) return;
      if (!request.isUnanswered) connection.unanswered.set(request.id, fact);
      connection.server.write(frame);
    };
    const refusal = [...this.#refusals].find(
      ({ client, isOf }) => client === fact.client && isOf(name),
    );
    if (refusal) {
      refusal.happened?.();
      fact.answered = rowOf(DISK_FULL);
      connection.client.write(writeResponse(request, 0, DISK_FULL));
    } else if (this.#holding && isOfDocuments(name)) {
      this.#holding.take(fact.client, name, goOn);
    } else goOn();
    this.changed();
  }

  #fromServer(frame: Buffer, { client, unanswered }: DatabaseConnection): void {
    const to = frame.readInt32LE(8);
    const fact = unanswered.get(to);
    if (fact) {
      fact.answered = rowOf(readAnswer(frame).body);
      unanswered.delete(to);
      this.#passed();
    }
    client.write(frame);
    if (fact) this.changed();
  }

  #passed(): void {
    this.#traffic++;
  }
}

/** Gives each message that one side sends to `take`, and ends the other side with it. */
function pipe(from: Socket, to: Socket, take: (frame: Buffer) => void): void {
  const frames = new Frames();
  from.on('data', (chunk: Buffer) => {
    try {
      for (const frame of frames.push(chunk)) take(frame);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      // No message: a server would end the connection as well.
      from.destroy();
    }
  });
  from.on('error', () => undefined);
  // What was sent before the end arrives before the end.
  from.on('close', () => to.end());
}

/** What the client calls itself in its first message. */
function applicationIn({ body }: Request): string {
  const name = ['client', 'application', 'name'].reduce<Value | undefined>(
    (value, field) => (value !== undefined && isDoc(value) ? value.get(field) : undefined),
    body,
  );
  return typeof name === 'string' ? name : '';
}

function factOf(name: string, { body }: Request, client: string): DatabaseFact {
  const about = name === 'getMore' ? body.get('collection') : body.get(name);
  return {
    client,
    database: String(body.get('$db')),
    collection: typeof about === 'string' ? about : '',
    name,
    sent: rowOf([...body].filter(([field]) => !OF_ALL.has(field))),
    answered: undefined,
  };
}
