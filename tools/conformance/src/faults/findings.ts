import type { MsgProto } from '@workbook/protocol';
import type { StoredServer } from '../stored-server';
import { authorOf } from './payload';
import type { Publisher } from './publisher';

/** For as many messages as a storm of hours leaves. */
const REPLAY_LIMIT_MS = 60_000;

/** What a replay of a channel from its beginning shows. */
export interface Finding {
  readonly channel: string;
  /** The sequence of its last message. */
  readonly last: number;
  /** Messages that were published again because their ack did not come, and are there twice. */
  readonly twice: number;
  /** Messages that were acknowledged to their publisher and are not there: `orders-1 17`. */
  readonly lost: readonly string[];
  /** Sequences after which the next one is missing. */
  readonly gaps: readonly number[];
  /** Sequences whose bytes nobody published. */
  readonly torn: readonly number[];
}

/** Reads every channel back. */
export async function findings(
  server: StoredServer,
  publishers: readonly Publisher[],
): Promise<Finding[]> {
  const channels = [...new Set(publishers.map(({ channel }) => channel))];
  return Promise.all(
    channels.map(async (channel) => {
      const messages = await replay(server, channel);
      const own = publishers.filter((publisher) => publisher.channel === channel);
      return judge(channel, messages, own);
    }),
  );
}

async function replay(server: StoredServer, channel: string): Promise<readonly MsgProto[]> {
  const page = `/streaming/channelsz?channel=${channel}`;
  const { msgs } = (await server.monitoring(page)) as { msgs: number };
  const client = await server.client(`${channel}-reader`);
  const request = { startPosition: 4, maxInFlight: msgs + 1 };
  const { received } = await client.subscribe(channel, request);
  const what = `A reader of ${channel} had not all ${msgs} messages`;
  await client.raw.until(() => received.length >= msgs, what, REPLAY_LIMIT_MS);
  return received;
}

function judge(
  channel: string,
  messages: readonly MsgProto[],
  publishers: readonly Publisher[],
): Finding {
  const found = new Set<string>();
  const torn: number[] = [];
  const gaps: number[] = [];
  messages.forEach(({ sequence, data }, index) => {
    const before = messages[index - 1]?.sequence ?? 0;
    if (sequence !== before + 1) gaps.push(before);
    const author = authorOf(data);
    if (author) found.add(`${author.publisher} ${author.number}`);
    else torn.push(sequence);
  });
  const lost = publishers.flatMap(({ name, acknowledged }) =>
    [...acknowledged].map((number) => `${name} ${number}`).filter((message) => !found.has(message)),
  );
  const twice = messages.length - torn.length - found.size;
  return { channel, last: messages.at(-1)?.sequence ?? 0, twice, lost, gaps, torn };
}
