import { useTarget } from '../src';

const target = useTarget();

test('C68 what was sent to a dead connection comes again on a new one with the same inbox', async () => {
  const first = await target().client('me');
  const { inbox } = await first.subscribe('foo', { ackWaitInSecs: 1 });
  await first.raw.drop();
  const publisher = await target().client('publisher');
  await publisher.publish('foo');
  const again = (await target().raw()).subscribe(inbox);
  await target().pass(1500);
  expect(again.received).toHaveLength(1);
});
