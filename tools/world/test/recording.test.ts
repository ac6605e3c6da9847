import { useWorld } from './use-world';

const { broker } = useWorld({ broker: {} });

test('a recording that keeps one message tells of that, and of whom it came to', async () => {
  await broker().start('payments', 2, ({ stan }) => void stan.subscribe('order:updated', 'all'));
  await broker().start('audit', 1, ({ stan }) => void stan.subscribe('order:created'));
  const [, kept] = await broker().publish('order:updated', { orderId: '1' }, { orderId: '2' });
  await broker().publish('order:created', { orderId: '1' }, { orderId: '2' });
  await broker().settled();
  const { recording, facts } = broker();
  const { channel, sequence } = kept!;
  recording.keepOnly((message) => message.channel === channel && message.sequence === sequence);
  const to = facts.deliveries(kept!)[0]!.client;
  const told = recording.happened.map((event) => {
    const of = 'sequence' in event ? `${event.channel} #${event.sequence}` : '';
    return [event.kind, event.client, of];
  });
  expect(told).toEqual([
    ['subscribed', to, ''],
    ['published', 'publisher', 'order:updated #2'],
    ['delivered', to, 'order:updated #2'],
    ['acknowledged', to, 'order:updated #2'],
  ]);
});
