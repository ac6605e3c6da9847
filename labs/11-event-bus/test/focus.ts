import type { Message } from 'node-nats-streaming';
import { list, nameOf, type TestBroker, times } from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import type { Told, Wrong } from './wrong';

/** How many lines of a failure tell of events, and how many of writes: the first ones. */
const MOST_LINES = 6;
/** How many tell of errors: the last ones. */
const MOST_ERRORS = 2;

/**
 * What was recorded of something that is wrong, in a run of thousands of events: a line for each event, as it came to
 * the service whose it is, and for each write of that. The picture of the run is of these events alone from now on.
 *
 * @param written what was written, a line each
 * @param printed what the copies have printed, a line each: the errors of these events
 */
export async function focus(
  { service, isEvent, isWrite }: Wrong,
  broker: TestBroker,
  written: readonly string[],
  printed: readonly string[],
): Promise<string[]> {
  const isOf = (client: string): boolean => client.startsWith(`${service}-`);
  const all = (await readAll(broker)).filter(isEvent);
  const events = all.slice(0, MOST_LINES);
  const ways = events.map((event) => wayOf(event, service, broker));
  const writes = written.filter((line) => isOf(line) && isWrite(line));
  keepOnly(events, broker, isOf);
  return [
    ...ways,
    ...(all.length > events.length
      ? [`and ${all.length - events.length} more of these events`]
      : []),
    ...errorsOf(events, printed).slice(-MOST_ERRORS),
    ...writes.slice(0, MOST_LINES),
    ...(writes.length > MOST_LINES
      ? [`and ${writes.length - MOST_LINES} more of these writes`]
      : []),
  ];
}

/** `#3 of ticket:created: not handled. Error: the database has refused this`, as the bus prints it. */
function errorsOf(events: readonly Told[], printed: readonly string[]): string[] {
  const isOfThese = (line: string): boolean =>
    events.some(({ channel, sequence }) => line.includes(`#${sequence} of ${channel}`));
  return [...new Set(printed.filter((line) => /error/i.test(line) && isOfThese(line)))];
}

/** The picture of a run is of all that happened to an order from now on, in whichever service. */
export async function focusOnOrder(id: string, broker: TestBroker): Promise<void> {
  keepOnly(
    (await readAll(broker)).filter(({ data }) => data.includes(id)),
    broker,
    () => true,
  );
}

function keepOnly(
  events: readonly Told[],
  { recording }: TestBroker,
  isOf: (client: string) => boolean,
): void {
  recording.keepOnly((one) => events.some((event) => nameOf(event) === nameOf(one)), isOf);
}

/** `order:created #3 {"id":"4b71"} came 3 times: first to tickets-1, last to tickets-2; tickets-2 acknowledged it` */
function wayOf(event: Told, service: string, { facts }: TestBroker): string {
  const isOf = ({ client }: { readonly client: string }): boolean =>
    client.startsWith(`${service}-`);
  const clients = facts.deliveries(event).filter(isOf);
  const acks = facts.acks(event).filter(isOf);
  const first = clients[0]?.client ?? 'no copy';
  const way =
    clients.length > 1
      ? `came ${times(clients.length)}: first to ${first}, last to ${clients.at(-1)!.client}`
      : `came to ${first}${clients.length === 0 ? ` of ${service}` : ''}`;
  const by = acks.length > 0 ? list([...new Set(acks.map(({ client }) => client))]) : 'nobody';
  return `${nameOf(event)} ${event.data} ${way}; ${by} acknowledged it`;
}

/** Everything that was ever published on the channels of the shop, in order. That it was read is forgotten again. */
async function readAll(broker: TestBroker): Promise<Told[]> {
  const { facts, recording } = broker;
  const passed = facts.all.length;
  const happened = recording.happened.length;
  const stan = await broker.connect('reader');
  const events = new Map<string, Told>();
  for (const channel of Object.values(Subjects)) {
    const options = stan.subscriptionOptions().setDeliverAllAvailable();
    stan.subscribe(channel, options).on('message', (msg: Message) => {
      const event = { channel, sequence: msg.getSequence(), data: String(msg.getData()) };
      events.set(nameOf(event), event);
    });
  }
  await broker.settled();
  facts.all.length = passed;
  recording.happened.length = happened;
  return [...events.values()];
}
