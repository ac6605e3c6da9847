import type { Connection } from 'mongoose';

/** A message that a service has put aside. */
export interface ParkedMessage {
  /** Where it came from: `ticket:created #3 of 1764300000000000000`. A message that comes again has the same one. */
  readonly id: string;
  readonly channel: string;
  readonly sequence: number;
  /** What it says, as it came. */
  readonly text: string;
  /** Why it could not be handled. */
  readonly reason: string;
}

/** Where a service keeps what it has put aside. Each is one request to the database. */
export interface Parked {
  /** Puts a message aside; one that is there already is there with its new reason, and is not released any more. */
  park(message: ParkedMessage): Promise<void>;
  /** The messages of a channel that somebody has released. */
  released(channel: string): Promise<ParkedMessage[]>;
  /** Takes a message out. */
  remove(id: string): Promise<void>;
}

interface Row extends Omit<ParkedMessage, 'id'> {
  readonly _id: string;
  readonly isReleased: boolean;
}

/** The messages that the service of `connection` has put aside, in its database. */
export class ParkedInDatabase implements Parked {
  constructor(private readonly connection: Connection) {}

  async park({ id, ...rest }: ParkedMessage): Promise<void> {
    const row = { ...rest, isReleased: false };
    await this.#rows.updateOne({ _id: id }, { $set: row }, { upsert: true });
  }

  async released(channel: string): Promise<ParkedMessage[]> {
    return (await this.#rows.find({ channel, isReleased: true }).toArray()).map(messageOf);
  }

  async remove(id: string): Promise<void> {
    await this.#rows.deleteOne({ _id: id });
  }

  /** All of them, for `npm run parked`. */
  async all(): Promise<ParkedMessage[]> {
    return (await this.#rows.find().sort({ channel: 1, sequence: 1 }).toArray()).map(messageOf);
  }

  /**
   * Has the service try a message once more.
   *
   * @returns false if there is none of this ID
   */
  async release(id: string): Promise<boolean> {
    const { matchedCount } = await this.#rows.updateOne(
      { _id: id },
      { $set: { isReleased: true } },
    );
    return matchedCount > 0;
  }

  get #rows() {
    return this.connection.collection<Row>('parked');
  }
}

function messageOf({ _id, channel, sequence, text, reason }: Row): ParkedMessage {
  return { id: _id, channel, sequence, text, reason };
}
