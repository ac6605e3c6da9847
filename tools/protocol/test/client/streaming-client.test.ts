import {
  Ack,
  CloseRequest,
  CloseResponse,
  ConnectRequest,
  ConnectResponse,
  MsgProto,
  PubAck,
  PubMsg,
  SubscriptionRequest,
  SubscriptionResponse,
  UnsubscribeRequest,
} from '../../src';
import { RawClient, StreamingClient } from '../../src/client';
import { FakeServer, type Published } from './fake-server';

let server: FakeServer;
const asked: unknown[] = [];

/** Takes everything, but for what is called `bad`. */
function answer({ subject, reply = '', payload }: Published): void {
  const error = payload.includes('bad') ? 'stan: no' : '';
  const say = (request: object, response: Buffer): void => {
    asked.push(request);
    server.send(reply, response);
  };
  if (subject === '_STAN.discover.c') {
    say(ConnectRequest.decode(payload), ConnectResponse.encode({ error }));
  } else if (subject.startsWith('_STAN.pub.c.')) {
    const message = PubMsg.decode(payload);
    say(message, PubAck.encode({ guid: message.guid, error }));
  } else if (subject === '_STAN.sub.c') {
    const request = SubscriptionRequest.decode(payload);
    say(request, SubscriptionResponse.encode({ ackInbox: 'acks', error }));
  } else if (subject === '_STAN.unsub.c') {
    say(UnsubscribeRequest.decode(payload), SubscriptionResponse.encode({ error }));
  } else if (subject === '_STAN.close.c') {
    say(CloseRequest.decode(payload), CloseResponse.encode({ error }));
  } else if (subject === 'acks') asked.push(Ack.decode(payload));
}

beforeEach(async () => {
  asked.length = 0;
  server = new FakeServer();
  server.published = answer;
  await server.listen();
});
afterEach(async () => {
  delete process.env.WORKBOOK_PATIENCE;
  await server.close();
});

const raw = (): Promise<RawClient> => RawClient.open(server.url);

test('it registers, publishes, subscribes, acknowledges, unsubscribes and closes', async () => {
  const client = await StreamingClient.open(await raw(), 'c', 'me');
  const { connID } = client;
  expect(asked.splice(0)).toMatchObject([{ clientID: 'me', connID, protocol: 1 }]);
  expect(await client.publish('foo', 'data', { guid: 'g' })).toEqual({ guid: 'g', error: '' });
  const published = { clientID: 'me', connID, guid: 'g', subject: 'foo' };
  expect(asked.splice(0)).toMatchObject([{ ...published, data: Buffer.from('data') }]);
  const subscription = await client.subscribe('foo', { maxInFlight: 7 });
  const { inbox } = subscription;
  expect(asked.splice(0)).toMatchObject([{ subject: 'foo', inbox, maxInFlight: 7 }]);
  server.send(inbox, MsgProto.encode({ sequence: 1 }));
  await client.raw.flush();
  expect(subscription.received).toMatchObject([{ sequence: 1 }]);
  client.ack(subscription, 1, 2);
  expect(await client.end('unsub', subscription)).toBe('');
  expect(await client.close()).toBe('');
  expect(asked).toMatchObject([
    { subject: 'foo', sequence: 1 },
    { subject: 'foo', sequence: 2 },
    { clientID: 'me', subject: 'foo', inbox: 'acks' },
    { clientID: 'me' },
  ]);
});

test('what the server says against it is told', async () => {
  await expect(StreamingClient.open(await raw(), 'c', 'bad')).rejects.toThrow(
    'bad could not connect: stan: no',
  );
  const client = await StreamingClient.open(await raw(), 'c', 'me');
  expect(await client.publish('bad')).toMatchObject({ error: 'stan: no' });
  const { error, inbox } = await client.subscribe('bad');
  expect(error).toBe('stan: no');
  await client.raw.flush();
  expect(server.heard).toContain(`UNSUB ${inbox}`);
});

test('it answers heartbeats as long as it is to', async () => {
  const client = await StreamingClient.open(await raw(), 'c', 'me');
  const [{ heartbeatInbox }] = asked as [ConnectRequest];
  const answers = client.raw.subscribe('alive');
  for (const answersHeartbeats of [true, false]) {
    client.answersHeartbeats = answersHeartbeats;
    server.send(heartbeatInbox, Buffer.of(), 'alive');
    await client.raw.flush();
  }
  await client.raw.flush();
  expect([client.heartbeats, answers.received.length]).toEqual([2, 1]);
});

test('on another connection it listens where it did', async () => {
  const client = await StreamingClient.open(await raw(), 'c', 'me');
  const told: number[] = [];
  const gone = await client.subscribe('gone');
  const { inbox } = await client.subscribe('foo', {}, ({ sequence }) => told.push(sequence));
  await client.end('unsub', gone);
  const [{ heartbeatInbox }] = asked as [ConnectRequest];
  await client.raw.drop();
  server.heard.length = 0;
  const next = await raw();
  client.goOn(next);
  expect(client.raw).toBe(next);
  const acks: string[] = [];
  client.hearAcks(({ guid }) => acks.push(guid));
  client.send('foo', '', { guid: 'g' });
  await next.flush();
  server.send(inbox, MsgProto.encode({ sequence: 3 }));
  await next.flush();
  expect(server.heard).toContain(`SUB ${heartbeatInbox}`);
  expect(server.heard).not.toContain(`SUB ${gone.inbox}`);
  expect([told, acks, client.pubAcks]).toEqual([[3], ['g'], []]);
});

test('an ack that does not come is missed by name', async () => {
  const client = new StreamingClient(await raw(), 'elsewhere', 'me');
  process.env.WORKBOOK_PATIENCE = '0.01';
  await expect(client.publish('foo')).rejects.toThrow('me had not 1 PubAcks within 0.1 s.');
  await expect(client.connect()).rejects.toThrow(
    'Nobody answered the request to _STAN.discover.elsewhere within 0.1 s.',
  );
});
