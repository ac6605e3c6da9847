import type { Connection } from 'mongoose';
import type { BusEvent } from './events';
import type { Tell } from './publishers';

/** What a service owns: it has an id, and a version that counts its states. */
export interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** What every row has, whatever else its owner keeps there. */
interface Row {
  readonly _id: string;
  readonly version: number;
  /** What has happened to it and was not told yet: its outbox. */
  readonly untold: { readonly version: number; readonly event: BusEvent }[];
}

/** What MongoDB says to a second one. */
const DUPLICATE_KEY = 11000;

/**
 * Where a service keeps what it owns. A state of it and the event that tells of that state are stored in one write:
 * in between no process can die. The event is told afterwards, by whoever has stored it or by `tellUntold()`.
 */
export class OwnedRows<Owned extends Versioned> {
  /** What this process has told, and is still in the outbox. */
  readonly #told: Versioned[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly name: string,
    private readonly tell: Tell,
  ) {}

  async find(id: string): Promise<Owned | undefined> {
    const row = await this.#rows.findOne({ _id: id }, { projection: { untold: 0 } });
    if (!row) return undefined;
    const { _id, ...rest } = row;
    return { id: _id, ...rest } as unknown as Owned;
  }

  /**
   * Stores a new one, and tells of it.
   *
   * @returns false if there is one of this ID, or of something else that is unique: nothing is stored then
   */
  async insert({ id, ...rest }: Owned, event: BusEvent): Promise<boolean> {
    const untold = [{ version: rest.version, event }];
    try {
      await this.#rows.insertOne({ _id: id, ...rest, untold });
    } catch (error) {
      if ((error as { code?: unknown }).code === DUPLICATE_KEY) return false;
      throw error;
    }
    this.#tellSoon(id, rest.version, event);
    return true;
  }

  /**
   * Stores the next state of one, if it stands at the version before, and tells of it.
   *
   * @returns whether it did: somebody else may have been quicker
   */
  async replace({ id, ...rest }: Owned, event: BusEvent): Promise<boolean> {
    const { version } = rest;
    const { matchedCount } = await this.#rows.updateOne(
      { _id: id, version: version - 1 },
      { $set: rest, $push: { untold: { version, event } } },
    );
    if (matchedCount > 0) this.#tellSoon(id, version, event);
    return matchedCount > 0;
  }

  /**
   * Tells of what was stored and not told: of each once at least.
   *
   * @throws if the broker or the database does not answer
   */
  async tellUntold(): Promise<void> {
    await this.#clear();
    const filter = { 'untold.0': { $exists: true } };
    for (const { _id, untold } of await this.#rows.find(filter).toArray()) {
      for (const { version, event } of untold) await this.#tell(_id, version, event);
    }
    await this.#clear();
  }

  /** Makes sure that no two have the same of all these fields. */
  async unique(...fields: readonly string[]): Promise<void> {
    const key = Object.fromEntries(fields.map((field) => [field, 1 as const]));
    await this.#rows.createIndexes([{ key, unique: true }]);
  }

  /** The one whose field is the highest of those that match. */
  async highest(field: keyof Owned & string, match: Partial<Owned>): Promise<Owned | undefined> {
    const [row] = await this.#rows
      .find(match)
      .sort({ [field]: -1 })
      .limit(1)
      .toArray();
    return row && ({ ...row, id: row._id } as unknown as Owned);
  }

  /** What is stored has happened: nobody has to wait for the telling. If it fails, it is told later. */
  #tellSoon(id: string, version: number, event: BusEvent): void {
    this.#tell(id, version, event).catch(() => undefined);
  }

  async #tell(id: string, version: number, event: BusEvent): Promise<void> {
    await this.tell(event);
    this.#told.push({ id, version });
  }

  /** Takes out of the outbox what was told. Who dies before that has somebody tell it once more. */
  async #clear(): Promise<void> {
    const told = this.#told.splice(0);
    if (told.length === 0) return;
    await this.#rows.bulkWrite(
      told.map(({ id, version }) => ({
        updateOne: { filter: { _id: id }, update: { $pull: { untold: { version } } } },
      })),
    );
  }

  get #rows() {
    return this.connection.collection<Row>(this.name);
  }
}
