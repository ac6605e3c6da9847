import { connect, type Message, type Stan } from 'node-nats-streaming';
import { useTarget } from '../src';

const clients: Stan[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map(closed));
});
// Its server is stopped after that.
const target = useTarget();

async function client(clientID: string, options: object = {}): Promise<Stan> {
  const stan = connect(target().clusterID, clientID, { url: target().url, ...options });
  await new Promise((connected, refused) => {
    stan.once('connect', connected);
    stan.once('error', refused);
  });
  clients.push(stan);
  return stan;
}

async function closed(stan: Stan): Promise<void> {
  await new Promise((done) => {
    stan.once('close', done);
    stan.close();
  });
}

test('the npm client publishes, subscribes, gets and acknowledges', async () => {
  const stan = await client('me');
  const got = new Promise<Message>((resolve) => {
    stan
      .subscribe('foo', stan.subscriptionOptions().setDeliverAllAvailable())
      .on('message', resolve);
  });
  await new Promise<void>((stored, refused) => {
    stan.publish('foo', 'data', (error: unknown) => {
      if (error) refused(new Error(String(error)));
      else stored();
    });
  });
  const message = await got;
  expect([message.getSubject(), message.getSequence(), message.getData()]).toEqual([
    'foo',
    1,
    'data',
  ]);
});

test('C69 a channel with an empty token: the npm client waits in vain for the ack', async () => {
  const stan = await client('me', { ackTimeout: 200 });
  const error = await new Promise<unknown>((resolve) => stan.publish('foo..x', 'data', resolve));
  expect(String(error)).toContain('stan: publish ack timeout');
});

test('another cluster: nobody answers the connect request', async () => {
  const stan = connect('elsewhere', 'me', { url: target().url, connectTimeout: 200 });
  const error = await new Promise<unknown>((resolve) => stan.once('error', resolve));
  expect(String(error)).toContain('stan: connect request timeout');
});
