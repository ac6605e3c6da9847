import type { Answer } from '@workbook/testkit/predict';
import { listen as listenAsAudit } from './src/audit';
import { listen as listenAsPayments } from './src/payments';
import { publish } from './src/publish';
import { Subjects } from './src/subjects';

const orders = ['1', '2', '3', '4', '5', '6'].map((orderId) => ({ orderId, status: 'placed' }));

const late: Answer = async (start) => {
  const { broker } = await start();
  await broker.publish(Subjects.OrderUpdated, ...orders);
  const plain = await broker.start('plain', 1, ({ stan, onMessage }) =>
    listenAsPayments(stan, onMessage),
  );
  const audit = await broker.start('audit', 1, ({ stan, onMessage }) =>
    listenAsAudit(stan, onMessage),
  );
  return `${plain.handled.length}, if it just subscribes: it gets what is published from then on. The solution's audit asks for all, and gets ${audit.handled.length}.`;
};

const refused: Answer = async (start) => {
  const { broker } = await start({ flags: ['-mc', '1'] });
  await broker.publish('ticket:created', {});
  const stan = await broker.connect('shop');
  const said: string[] = [];
  stan.publish(Subjects.OrderUpdated, '{}', (error) =>
    said.push(`later the callback was called with "${String(error)}"`),
  );
  said.push('the line after publish() ran');
  await broker.settled();
  const after = await publish(stan, { orderId: '7', status: 'placed' }).catch(
    () => "The solution's publish() is awaited, and throws.",
  );
  return `It does not: ${said.join(', ')}. ${after ?? ''}`;
};

const restarted: Answer = async (start) => {
  const counts: number[] = [];
  for (const store of ['memory', 'disk'] as const) {
    const { broker } = await start({ store });
    const stan = await broker.connect('audit-1');
    let handled = 0;
    stan.subscribe(Subjects.OrderUpdated).on('message', () => (handled += 1));
    await broker.settled();
    await broker.restart();
    const shop = await broker.connect('shop');
    for (const order of orders) await publish(shop, order as Parameters<typeof publish>[1]);
    await broker.settled();
    counts.push(handled);
  }
  return `${counts[0]} from a broker that keeps its channels in memory: it does not know the listener any more. ${counts[1]} from one that keeps them on disk.`;
};

export const answers = [late, refused, restarted];
