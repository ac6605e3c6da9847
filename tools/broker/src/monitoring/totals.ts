import type { Channel } from '../streaming/channel';

interface Totals {
  readonly msgs: number;
  readonly bytes: number;
}

/** What channels hold together. */
export function totalsOf(channels: readonly Channel[]): Totals {
  let msgs = 0;
  let bytes = 0;
  for (const { messages } of channels) {
    msgs += messages.next - messages.first;
    bytes += messages.bytes;
  }
  return { msgs, bytes };
}
