import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Message } from 'node-nats-streaming';
import { Elsewhere, NEXT_YEAR, useWorld } from '../../src';

const { broker } = useWorld({ broker: {} });
const service = path.join(__dirname, 'service.ts');

test('copies on another host, in another year, in a process of their own', async () => {
  const [first] = await broker().publish('order:updated', {}, {});
  const elsewhere = await Elsewhere.start(
    broker(),
    [
      { file: service, clientID: 'blue', acks: true },
      { file: service, clientID: 'green' },
    ],
    { host: 'node-2', later: NEXT_YEAR },
  );
  await elsewhere.end();
  expect([...elsewhere.handledBy('blue'), ...elsewhere.handledBy('green')].sort()).toEqual([1, 2]);
  const { facts } = broker();
  expect(facts.acks(first!).map(({ client }) => client)).toEqual(['blue']);
  const [asked] = facts.subscriptions('blue');
  const [year, pid, host, folder, temporary, home, address] = asked!.group.split('|');
  expect(Number(year)).toBeGreaterThan(new Date().getFullYear());
  expect(Number(pid)).not.toBe(process.pid);
  expect([host, path.basename(folder!), address]).toEqual(['node-2', 'app', '10.8.0.7']);
  const disk = [folder!, temporary!, home!];
  for (const here of [process.cwd(), os.tmpdir(), os.homedir()]) expect(disk).not.toContain(here);
  // Its disk goes with it.
  expect(disk.filter((place) => fs.existsSync(place))).toEqual([]);
});

test('what ends before it listens is told with its last words', async () => {
  const file = path.join(__dirname, 'broken.ts');
  const started = Elsewhere.start(broker(), [{ file, clientID: 'blue' }]);
  await expect(started).rejects.toThrow('src/broken.ts to start in a process of its own');
  await expect(started).rejects.toThrow('it ended with code 1, and said: Error: no such bank');
  await expect(started).rejects.toThrow('blue has not subscribed to anything');
});

test('what was published grows old before anybody is there', async () => {
  await broker().publish('order:updated', {});
  await broker().age('80000h');
  await broker().publish('order:updated', {});
  const got: number[] = [];
  const copies = await broker().start('audit', 1, ({ stan }) => {
    const options = stan.subscriptionOptions().setStartAtTimeDelta(3_600_000 * 24);
    stan
      .subscribe('order:updated', options)
      .on('message', (msg: Message) => got.push(msg.getSequence()));
  });
  expect(copies.facts.asked(['audit-1'])).toEqual([
    'audit-1 subscribed to "order:updated" outside every group, from 24 h ago on',
  ]);
  if (!process.env.NATS_STREAMING_SERVER) expect(got).toEqual([2]);
});
