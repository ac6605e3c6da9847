import type { ClientState, SubscriptionState } from '../store';
import type { Block } from './block';
import type { Connection } from './database';
import { runsOf, sequencesOf } from './runs';

export interface ChannelRow {
  readonly id: number;
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

interface BlockRow extends Omit<Block, 'data'> {
  readonly data: ArrayBuffer;
}

interface SubscriptionRow {
  readonly id: number;
  readonly channel: string;
  readonly client: string;
  readonly inbox: string;
  readonly ack_inbox: string;
  readonly max_in_flight: number;
  readonly ack_wait: number;
  readonly durable_name: string;
  readonly group_key: string | null;
  readonly last_sent: number;
  readonly group_last_sent: number;
  readonly active: number;
  readonly pending: string;
}

/** The statements; `schema.ts` has the tables. */
export class Tables {
  readonly #db: Connection;
  readonly #begin;
  readonly #commit;
  readonly #insertBlock;
  readonly #blocksFrom;
  readonly #deleteBlocksBefore;
  readonly #putChannel;
  readonly #putClient;
  readonly #deleteClient;
  readonly #putSubscription;
  readonly #deleteSubscription;

  constructor(db: Connection) {
    this.#db = db;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#insertBlock = db.prepare(
      'INSERT INTO blocks (channel, first, last, crc, data) VALUES (?, ?, ?, ?, ?)',
    );
    this.#blocksFrom = db.prepare(
      'SELECT first, last, crc, data FROM blocks WHERE channel = ? AND last >= ? ORDER BY last LIMIT ?',
    );
    this.#deleteBlocksBefore = db.prepare('DELETE FROM blocks WHERE channel = ? AND last < ?');
    this.#putChannel = db.prepare(
      'REPLACE INTO channels (id, name, first, last) VALUES (?, ?, ?, ?)',
    );
    this.#putClient = db.prepare(
      'REPLACE INTO clients (id, heartbeat_inbox, conn_id) VALUES (?, ?, ?)',
    );
    this.#deleteClient = db.prepare('DELETE FROM clients WHERE id = ?');
    this.#putSubscription = db.prepare(
      'REPLACE INTO subscriptions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#deleteSubscription = db.prepare('DELETE FROM subscriptions WHERE id = ?');
  }

  /** Everything that `write` does is kept, or nothing of it. */
  transaction(write: () => void): void {
    this.#begin.run();
    try {
      write();
      this.#commit.run();
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /** Undefined in a new file. */
  get clusterID(): string | undefined {
    return this.#all<{ cluster_id: string }>('SELECT cluster_id FROM server')[0]?.cluster_id;
  }

  putClusterID(id: string): void {
    this.#db.prepare('INSERT INTO server (cluster_id) VALUES (?)').run(id);
  }

  get channels(): ChannelRow[] {
    return this.#all<ChannelRow>('SELECT id, name, first, last FROM channels ORDER BY id');
  }

  get clients(): ClientState[] {
    return this.#all<{ id: string; heartbeat_inbox: string; conn_id: ArrayBuffer }>(
      'SELECT id, heartbeat_inbox, conn_id FROM clients ORDER BY id',
    ).map(({ id, heartbeat_inbox, conn_id }) => ({
      id,
      heartbeatInbox: heartbeat_inbox,
      connID: Buffer.from(conn_id).toString('latin1'),
    }));
  }

  get subscriptions(): SubscriptionState[] {
    return this.#all<SubscriptionRow>('SELECT * FROM subscriptions ORDER BY id').map((row) => ({
      id: row.id,
      channel: row.channel,
      clientID: row.client,
      inbox: row.inbox,
      ackInbox: row.ack_inbox,
      maxInFlight: row.max_in_flight,
      ackWait: row.ack_wait,
      durableName: row.durable_name,
      groupKey: row.group_key ?? undefined,
      lastSent: row.last_sent,
      groupLastSent: row.group_last_sent,
      isActive: row.active === 1,
      pending: sequencesOf(row.pending),
    }));
  }

  /** Up to `limit` blocks in order; the first is the one with `sequence`, or the next one. */
  blocksFrom(channel: number, sequence: number, limit: number): Block[] {
    const rows = this.#blocksFrom.all(channel, sequence, limit) as BlockRow[];
    return rows.map((row) => ({ ...row, data: Buffer.from(row.data) }));
  }

  insertBlock(channel: number, { first, last, crc, data }: Block): void {
    this.#insertBlock.run(channel, first, last, crc, data);
  }

  deleteBlocksBefore(channel: number, sequence: number): void {
    this.#deleteBlocksBefore.run(channel, sequence);
  }

  putChannel({ id, name, first, last }: ChannelRow): void {
    this.#putChannel.run(id, name, first, last);
  }

  /** With its messages and subscriptions. */
  deleteChannel({ id, name }: Pick<ChannelRow, 'id' | 'name'>): void {
    this.#db.prepare('DELETE FROM channels WHERE id = ?').run(id);
    this.#db.prepare('DELETE FROM blocks WHERE channel = ?').run(id);
    this.#db.prepare('DELETE FROM subscriptions WHERE channel = ?').run(name);
  }

  putClient({ id, heartbeatInbox, connID }: ClientState): void {
    this.#putClient.run(id, heartbeatInbox, Buffer.from(connID, 'latin1'));
  }

  deleteClient(id: string): void {
    this.#deleteClient.run(id);
  }

  putSubscription(record: SubscriptionState): void {
    this.#putSubscription.run(
      record.id,
      record.channel,
      record.clientID,
      record.inbox,
      record.ackInbox,
      record.maxInFlight,
      record.ackWait,
      record.durableName,
      record.groupKey ?? null,
      record.lastSent,
      record.groupLastSent,
      record.isActive ? 1 : 0,
      runsOf(record.pending),
    );
  }

  deleteSubscription(id: number): void {
    this.#deleteSubscription.run(id);
  }

  #all<Row>(sql: string): Row[] {
    return this.#db.prepare(sql).all() as Row[];
  }
}
