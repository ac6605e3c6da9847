import { ConnectRequest, PubMsg, subjectOf, SubscriptionRequest } from '@workbook/protocol';
import { type Broker, startBroker, VirtualClock } from '../../src';
import { RawClient } from '../nats/raw-client';

let broker: Broker;
const clients: RawClient[] = [];

beforeEach(async () => {
  // Names are bytes on the wire, also that of the cluster.
  broker = await startBroker({ clock: new VirtualClock(), clusterID: 'ç' });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.end();
  await broker.stop();
});

async function connect(): Promise<RawClient> {
  const client = await RawClient.quiet(broker.port);
  clients.push(client);
  return client;
}

/** A request with its reply subject. @param subject without the cluster ID */
const request = (subject: string, payload: Buffer): string =>
  `PUB _STAN.${subjectOf(subject.replace('C', 'ç'))} r ${payload.length}\r\n${payload.toString('latin1')}\r\n`;

/** A client that registers with `inbox`, publishes a message and subscribes to it with `inbox`. */
const session = (inbox: string): string => {
  const me = { clientID: 'me' };
  const connecting = ConnectRequest.encode({ ...me, heartbeatInbox: inbox });
  const terms = { maxInFlight: 1, ackWaitInSecs: 30, startPosition: 4 };
  return [
    request('discover.C', connecting),
    request('pub.C.foo', PubMsg.encode({ ...me, guid: 'g', subject: 'foo' })),
    request('sub.C', SubscriptionRequest.encode({ ...me, subject: 'foo', inbox, ...terms })),
    // The broker asks the first whether it is there.
    request('discover.C', connecting),
  ].join('');
};

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

/** @returns the words of each message's line. @throws if there is anything but whole messages */
function framesOf(heard: string): string[][] {
  const frames: string[][] = [];
  for (let at = 0; at < heard.length;) {
    const [line, words = ''] = /^MSG ([^\r\n]+)\r\n/.exec(heard.slice(at)) ?? [];
    if (line === undefined) throw new Error(`no message: ${JSON.stringify(heard.slice(at))}`);
    const frame = words.split(/[ \t]/);
    frames.push(frame);
    at += line.length + Number(frame.at(-1)) + '\r\n'.length;
  }
  return frames;
}

test.each(HOSTILE)(
  'what goes to the inbox %j is no line and no word for anybody',
  async (inbox) => {
    const victim = await connect();
    await victim.exchange('SUB > 1\r\n');
    const client = await connect();
    await client.exchange(session(subjectOf(inbox)) + session(inbox));
    const frames = framesOf(await victim.exchange(''));
    expect(frames.length).toBeGreaterThan(8);
    for (const [subject, sid] of frames) {
      expect(sid).toBe('1');
      expect(['in', 'other']).not.toContain(subject);
    }
  },
);

test.each(['in.ü', 'in.\u010a', 'in.\u{1f600}', 'in.\x00\x7f'])(
  'the inbox %j gets what is sent to it',
  async (text) => {
    const inbox = subjectOf(text);
    const client = await connect();
    const heard = await client.exchange(`SUB ${inbox} 7\r\n${session(inbox)}`);
    expect(heard).toContain(`MSG ${inbox} 7 `);
    // The heartbeat has a reply subject, the message has none.
    expect(heard).toMatch(/^MSG \S+ 7 _INBOX\.\S+ 0\r$/m);
    expect(heard).toMatch(/^MSG \S+ 7 \d+\r$/m);
  },
);
