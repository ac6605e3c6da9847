import type { Message } from 'node-nats-streaming';
import { list, nameOf, type Published, type TestBroker, times } from '@workbook/testkit';
import { Subjects } from '../src/subjects';

/** How many lines of a failure tell of messages, and how many of writes. */
const MOST_LINES = 6;

/**
 * What was recorded of one ticket, order or account in a run of thousands of events: a line for each message and each
 * write. The picture of the run is of these messages alone from now on.
 *
 * @param about what the data of an event contains if it is about that
 */
export async function focus(
  about: string,
  broker: TestBroker,
  written: readonly string[],
): Promise<string[]> {
  const messages = (await readAll(broker)).filter(({ data }) => String(data).includes(about));
  const lines = messages.map((message) => wayOf(message, broker));
  const writes = written.filter((line) => line.includes(about));
  broker.recording.keepOnly((one) =>
    messages.some(({ channel, sequence }) => channel === one.channel && sequence === one.sequence),
  );
  return [...lines.slice(-MOST_LINES), ...writes.slice(-MOST_LINES)];
}

/** `order:created #3 ({"id":"4b71"}) came 3 times: first to tickets-1, last to tickets-2; tickets-2 acknowledged it` */
function wayOf(message: Published, { facts }: TestBroker): string {
  const clients = facts.deliveries(message).map(({ client }) => client);
  const acks = [...new Set(facts.acks(message).map(({ client }) => client))];
  const way =
    clients.length > 1
      ? `came ${times(clients.length)}: first to ${clients[0]!}, last to ${clients.at(-1)!}`
      : `came to ${clients[0] ?? 'nobody'}`;
  const by = acks.length > 0 ? `${list(acks)} acknowledged it` : 'nobody has acknowledged it';
  return `${nameOf(message)} (${String(message.data)}) ${way}; ${by}`;
}

/** Everything that was ever published on the channels of the shop. That it was read is forgotten again. */
async function readAll(broker: TestBroker): Promise<Published[]> {
  const { facts, recording } = broker;
  const passed = facts.all.length;
  const happened = recording.happened.length;
  const stan = await broker.connect('reader');
  const messages = new Map<string, Published>();
  for (const channel of Object.values(Subjects)) {
    const options = stan.subscriptionOptions().setDeliverAllAvailable();
    stan.subscribe(channel, options).on('message', (msg: Message) => {
      const message = { channel, sequence: msg.getSequence(), data: String(msg.getData()) };
      messages.set(nameOf(message), message);
    });
  }
  await broker.settled();
  facts.all.length = passed;
  recording.happened.length = happened;
  return [...messages.values()];
}
