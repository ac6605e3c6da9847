import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Answer } from '@workbook/testkit/predict';
import { Handler } from './src/handler';
import { ackWait, listen } from './src/payments';
import { Subjects } from './src/subjects';

const order = { orderId: '7', status: 'placed' };

/** Six charges at once in a process of its own, a tenth as long as those of the question. */
const sixCharges = `
  const { setTimeout: wait } = require('node:timers/promises');
  async function charge(order) {
    await wait(300);
    if (order === 3) throw new Error('the bank does not answer');
    console.log(order);
  }
  for (let order = 1; order <= 6; order++) charge(order);
`;

const uncaught: Answer = async () => {
  const child = spawn(process.execPath, ['-e', sixCharges], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const charged = (await text(child.stdout)).trim().split('\n');
  return `${charged.length}: orders ${charged.join(' and ')}. The error of order 3 ends the process, with code ${await ended}, and the others were in its hands.`;
};

const neverAcked: Answer = async (start) => {
  const { broker, pass } = await start();
  const payments = await broker.start('payments', 1, ({ stan, onMessage }) =>
    listen(stan, onMessage),
  );
  await broker.publish(Subjects.OrderUpdated, order);
  await pass('16s');
  return `${payments.handled.length} times: at once, and again after each ${ackWait / 1000} s, for ever.`;
};

const crashed: Answer = async (start) => {
  const paid: number[] = [];
  for (const looksFirst of [false, true]) {
    const { broker, pass } = await start({ faults: 'crash-after-save payments-1 #1' });
    const charged: string[] = [];
    const handler = new Handler({
      has: (orderId) => Promise.resolve(looksFirst && charged.includes(orderId)),
      charge: ({ orderId }) => Promise.resolve(void charged.push(orderId)),
    });
    await broker.start('payments', 2, ({ stan }) =>
      listen(stan, (data, msg) => handler.onMessage(data, msg)),
    );
    await broker.publish(Subjects.OrderUpdated, order);
    await pass(`${ackWait}ms`);
    paid.push(charged.length);
  }
  return `The same event, after ${ackWait / 1000} s. The customer pays ${paid[0]} times, and with a handler that looks first, as the solution's does, ${paid[1]} time.`;
};

export const answers = [uncaught, neverAcked, crashed];
