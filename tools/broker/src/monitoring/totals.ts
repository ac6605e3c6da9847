import type { Channel } from '../streaming/channel';

interface Totals {
  readonly msgs: number;
  readonly bytes: number;
}

/** What channels hold together. */
export function totalsOf(channels: readonly Channel[]): Totals {
  let msgs = 0;
  let bytes = 0;
  for (const { store } of channels) {
    msgs += store.next - store.first;
    bytes += store.bytes;
  }
  return { msgs, bytes };
}
