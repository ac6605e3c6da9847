import type { Socket } from 'node:net';
import type { DatabaseFact } from './fact';

/** One connection between a client and the server, through which the messages of both pass. */
export class DatabaseConnection {
  /** What its client calls itself, once it has said it. */
  name = '';
  /** What the server is at, by the number of the message. */
  readonly unanswered = new Map<number, DatabaseFact>();

  constructor(
    readonly client: Socket,
    readonly server: Socket,
  ) {}

  get isOpen(): boolean {
    return !this.client.destroyed && !this.server.destroyed;
  }

  /** Breaks it, either way. */
  cut(): void {
    this.client.destroy();
    this.server.destroy();
  }
}
