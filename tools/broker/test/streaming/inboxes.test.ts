import { VirtualClock } from '@workbook/clock';
import { ConnectRequest, PubMsg, subjectOf, SubscriptionRequest } from '@workbook/protocol';
import { RawClient } from '@workbook/protocol/client';
import { type Broker, startBroker } from '../../src';

let broker: Broker;
const clients: RawClient[] = [];

beforeEach(async () => {
  // Names are bytes on the wire, also that of the cluster.
  broker = await startBroker({ clock: new VirtualClock(), clusterID: 'ç' });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.drop()));
  await broker.stop();
});

async function connect(): Promise<RawClient> {
  const client = await RawClient.open(broker.url);
  clients.push(client);
  return client;
}

/** The client registers with `inbox`, publishes a message and subscribes to it with `inbox`. */
function session(client: RawClient, inbox: string): void {
  const request = (subject: string, payload: Buffer): void =>
    client.publish(subjectOf(`_STAN.${subject.replace('C', 'ç')}`), payload, 'r');
  const me = { clientID: 'me' };
  const connecting = ConnectRequest.encode({ ...me, heartbeatInbox: inbox });
  const terms = { maxInFlight: 1, ackWaitInSecs: 30, startPosition: 4 };
  request('discover.C', connecting);
  request('pub.C.foo', PubMsg.encode({ ...me, guid: 'g', subject: 'foo' }));
  request('sub.C', SubscriptionRequest.encode({ ...me, subject: 'foo', inbox, ...terms }));
  // The broker asks the first whether it is there.
  request('discover.C', connecting);
}

/** What would be a line of its own, or another word, in the lines that somebody else reads. */
const HOSTILE = [
  'in\r\nMSG other 1 0\r\n',
  'in\n',
  'in\r',
  'in other',
  'in\tother',
  // Cut to a byte each, these letters are CR, LF and blanks.
  'in\u010d\u010aMSG other 1 0\u010d\u010a',
  'in\u0120other',
  'in\u0109other',
];

test.each(HOSTILE)(
  'what goes to the inbox %j is no line and no word for anybody',
  async (inbox) => {
    const victim = await connect();
    const all = victim.subscribe('>');
    await victim.flush();
    const client = await connect();
    session(client, subjectOf(inbox));
    session(client, inbox);
    await client.flush();
    // It is rejected if anything but whole lines and messages comes.
    await victim.flush();
    expect(all.received.length).toBeGreaterThan(8);
    for (const { subject } of all.received) expect(['in', 'other']).not.toContain(subject);
    expect(victim.lines).toEqual([expect.stringMatching(/^INFO /)]);
  },
);

test.each(['in.ü', 'in.\u010a', 'in.\u{1f600}', 'in.\x00\x7f'])(
  'the inbox %j gets what is sent to it',
  async (text) => {
    const inbox = subjectOf(text);
    const client = await connect();
    const { received } = client.subscribe(inbox);
    session(client, inbox);
    await client.flush();
    expect(received.every(({ subject }) => subject === inbox)).toBe(true);
    const [beats, messages] = [true, false].map((isAsked) =>
      received.filter(({ reply }) => (reply !== undefined) === isAsked),
    );
    // The heartbeat has a reply subject, the message has none.
    expect(beats).toContainEqual(
      expect.objectContaining({
        reply: expect.stringMatching(/^_INBOX\./) as string,
        payload: Buffer.of(),
      }),
    );
    expect(messages).toContainEqual(expect.objectContaining({ reply: undefined }));
  },
);
