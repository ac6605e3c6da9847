import { connect, type Message } from 'node-nats-streaming';
import * as protocol from '@workbook/protocol';
import { startBroker } from '../src';

const MESSAGES = 100;
/** How often each name was asked of the index. */
const uses = new Map<string, number>();

beforeAll(() => {
  for (const [name, passed] of Object.entries(Object.getOwnPropertyDescriptors(protocol))) {
    if (!passed.get) continue;
    const counted = (): unknown => {
      uses.set(name, (uses.get(name) ?? 0) + 1);
      return passed.get!() as unknown;
    };
    Object.defineProperty(protocol, name, { get: counted });
  }
});

test('what is used with every message comes through no index, which would be asked each time', async () => {
  const broker = await startBroker({});
  const stan = connect('test-cluster', 'me', { url: broker.url });
  await new Promise((connected) => stan.once('connect', connected));
  const handled = new Promise((all) =>
    stan.subscribe('foo').on('message', (message: Message) => {
      if (message.getSequence() === MESSAGES) all(undefined);
    }),
  );
  for (let count = 0; count < MESSAGES; count++) {
    await new Promise((acked) => stan.publish('foo', 'x', acked));
  }
  await handled;
  stan.close();
  await broker.stop();
  expect(uses.get('ConnectRequest')).toBeGreaterThan(0);
  expect([...uses].filter(([, times]) => times >= MESSAGES)).toEqual([]);
});
