import type { Message } from 'node-nats-streaming';
import { World } from '../../src';

const CHANNEL = 'order:updated';

/** A copy of payments that writes down each event, if `writes`, and acknowledges what it has written. */
async function payments(faults: string, withDatabase: boolean, writes = true) {
  const world = await World.open({ broker: { faults }, ...(withDatabase && { database: {} }) });
  const { broker } = world.servers;
  const database = (world as World<{ broker: object; database: object }>).servers.database;
  const connection = withDatabase ? await database.connect('payments-1', 'payments') : undefined;
  const failed: string[] = [];
  await broker.start('payments', 1, ({ stan }) => {
    const options = stan.subscriptionOptions().setManualAckMode(true).setAckWait(5000);
    stan.subscribe(CHANNEL, options).on('message', (msg: Message) => {
      const sequence = msg.getSequence();
      const written = writes
        ? connection?.collection<{ _id: number }>('events').insertOne({ _id: sequence })
        : undefined;
      Promise.resolve(written).then(
        () => msg.ack(),
        (error: unknown) => failed.push(`#${sequence} ${String(error)}`),
      );
    });
  });
  await broker.publish(CHANNEL, {}, {});
  await world.settled();
  return { world, broker, database, failed };
}

test('refuse: the next write fails, once', async () => {
  const { world, broker, database, failed } = await payments('refuse payments-1 #1', true);
  const rows = async () => (await database.rows('payments', 'events')).map(({ _id }) => _id);
  expect(failed).toEqual([expect.stringMatching(/^#1 .*No space left on device/)]);
  expect(await rows()).toEqual([2]);
  expect(broker.faults.report()).toMatchObject([{ outcome: 'happened' }]);
  expect(world.recording.happened).toContainEqual(
    expect.objectContaining({ kind: 'note', text: 'its database refuses a write, after #1' }),
  );
  await world.pass('6s');
  expect(await rows()).toEqual([1, 2]);
  await world.stop();
});

test.each([
  [true, 'not written'],
  [false, 'no database'],
])('a refusal that cannot happen says why: database %s, %s', async (withDatabase, outcome) => {
  const { world, broker } = await payments('refuse payments-1 #1', withDatabase, false);
  expect(broker.faults.report()).toMatchObject([{ outcome }]);
  await world.stop();
});
