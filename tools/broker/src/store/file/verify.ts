import { type Block, bytesFrom, isWhole } from './block';
import { type Connection, damaged } from './database';
import type { ChannelRow, Tables } from './tables';

/** Blocks that are read at once. */
const AT_ONCE = 16;

/** @throws StoreError if SQLite finds its own structures damaged */
export function verifyFile(db: Connection, file: string): void {
  const [row] = db.pragma('quick_check(1)') as { quick_check: string }[];
  if (row?.quick_check !== 'ok') throw damaged(file, row?.quick_check.split('\n').at(-1) ?? '');
}

/**
 * Reads all of a channel's messages once: they must be what was stored, without a gap.
 *
 * @returns the bytes of those that are kept
 * @throws StoreError if they are not
 */
export function verifyChannel(tables: Tables, channel: ChannelRow, file: string): number {
  let next = channel.first;
  let bytes = 0;
  for (const block of blocksOf(tables, channel)) {
    const { first, last } = block;
    const where = `messages ${first} to ${last} of the channel "${channel.name}"`;
    if (!isWhole(block)) throw damaged(file, `${where} are not what was stored`);
    if (first > next) throw damaged(file, `${where} come after ${next - 1}: there is a gap`);
    bytes += bytesFrom(block, channel.first);
    next = last + 1;
  }
  if (next !== channel.last + 1) {
    throw damaged(
      file,
      `messages ${next} to ${channel.last} of the channel "${channel.name}" are missing`,
    );
  }
  return bytes;
}

function* blocksOf(tables: Tables, { id, first }: ChannelRow): Generator<Block> {
  for (let next = first; ;) {
    const blocks = tables.blocksFrom(id, next, AT_ONCE);
    yield* blocks;
    if (blocks.length < AT_ONCE) return;
    next = blocks.at(-1)!.last + 1;
  }
}
