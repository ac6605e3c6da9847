import type { Clock } from '@workbook/clock';
import { type Client } from './client';
import { Heartbeat, type HeartbeatOptions } from './heartbeat';
import type { Emit } from '../recorder';
import type { Store } from '../store/store';
import type { Requester } from './requester';

/** Milliseconds that a client has to show that it is there, when another comes with its ID (section 3.1). */
const PROBE_MS = 500;

interface Entry {
  readonly client: Client;
  readonly heartbeat: Heartbeat;
}

/** The registered clients, and who may take a client ID (behaviour document, sections 3.2 to 3.4). */
export class Clients {
  readonly #byID = new Map<string, Entry>();
  readonly #byConnID = new Map<string, Client>();
  /** IDs whose owner is being asked whether it is still there. */
  readonly #probed = new Set<string>();

  constructor(
    private readonly heartbeat: HeartbeatOptions,
    private readonly clock: Clock,
    private readonly requester: Requester,
    /** Called for a client that did not answer its heartbeats. */
    private readonly onSilent: (client: Client) => void,
    private readonly emit: Emit,
    private readonly store: Store,
  ) {}

  get(id: string): Client | undefined {
    return this.#byID.get(id)?.client;
  }

  /** In no order. */
  get all(): readonly Client[] {
    return [...this.#byID.values()].map(({ client }) => client);
  }

  byConnID(connID: string): Client | undefined {
    return this.#byConnID.get(connID);
  }

  /**
   * Finds out whether `id` may be taken. The answer may come at once or after a while.
   *
   * @param done true: it is free, or whoever had it is gone; false: it is taken
   */
  claim(id: string, done: (free: boolean) => void): void {
    const owner = this.get(id);
    if (!owner) done(true);
    else if (this.#probed.has(id)) done(false);
    else {
      this.#probed.add(id);
      this.requester.ask(owner.heartbeatInbox, PROBE_MS, (answered) => {
        this.#probed.delete(id);
        // In the meantime the owner may have left, and another taken the ID: that one was not asked.
        const now = this.get(id);
        done(!answered && (now === owner || !now));
      });
    }
  }

  add(client: Client): void {
    this.store.addClient(client);
    this.emit?.({ kind: 'connected', client: client.id });
    this.recover(client);
  }

  /** A client that was connected to the server before this one: it goes on as if nothing was (section 4.2). */
  recover(client: Client): void {
    const silent = (): void => this.onSilent(client);
    const heartbeat = new Heartbeat(
      client,
      this.heartbeat,
      this.clock,
      this.requester,
      silent,
      this.emit,
    );
    this.#byID.set(client.id, { client, heartbeat });
    if (client.connID) this.#byConnID.set(client.connID, client);
  }

  remove(client: Client): void {
    this.store.removeClient(client.id);
    this.#byID.get(client.id)?.heartbeat.stop();
    this.#byID.delete(client.id);
    this.#byConnID.delete(client.connID);
  }

  /** The client has spoken: see Heartbeat.hurry. */
  heard(client: Client): void {
    this.#byID.get(client.id)?.heartbeat.hurry();
  }
}
