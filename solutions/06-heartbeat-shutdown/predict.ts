import type { Stan } from 'node-nats-streaming';
import type { Answer, Asked } from '@workbook/testkit/predict';
import { InHand } from './src/in-hand';
import { listen } from './src/payments';
import { Subjects } from './src/subjects';

/** The core client inside: a process that freezes sends nothing, one that is killed has no socket. */
interface Inside {
  readonly nc: { publish: () => void; close: () => void };
  readonly pingTimer?: NodeJS.Timeout;
}

const order = { orderId: '1', status: 'placed' };
const STEP_MS = 100;

/** Seconds from the connect until another copy is given the event of one that has `died`. */
async function secondsUntilGivenUp(
  { broker, pass }: Asked,
  died: (inside: Inside) => void,
): Promise<number> {
  const stan: Stan = await broker.connect('payments-1');
  listen(stan, () => undefined);
  await broker.publish(Subjects.OrderUpdated, order);
  await broker.settled();
  const inside = stan as unknown as Inside;
  clearTimeout(inside.pingTimer);
  died(inside);
  const others = await broker.start('others', 1, (copy) => listen(copy.stan, copy.onMessage));
  let passed = 0;
  while (others.handled.length === 0) {
    await pass(`${STEP_MS}ms`);
    passed += STEP_MS;
  }
  return Math.floor(passed / 1000);
}

const frozen: Answer = async (start) => {
  const seconds = await secondsUntilGivenUp(await start(), ({ nc }) => {
    nc.publish = () => undefined;
  });
  return `${seconds} s: 3 times it asks after 5 s and waits 5 s.`;
};

const killed: Answer = async (start) => {
  const seconds = await secondsUntilGivenUp(await start(), ({ nc }) => nc.close());
  return `${seconds} s: there is nobody whose answer it could wait for.`;
};

const ctrlC: Answer = async (start) => {
  const charges: number[] = [];
  for (const finishesFirst of [false, true]) {
    const { broker, pass } = await start();
    let charged = 0;
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const inHand = new InHand();
    const stan = await broker.connect('payments-1');
    listen(stan, (_, msg) =>
      inHand.take(async () => {
        charged += 1; // The bank has the request, whatever becomes of the answer.
        await answered;
        msg.ack();
      }),
    );
    await broker.publish(Subjects.OrderUpdated, order);
    await broker.settled();
    await broker.start('others', 1, ({ stan: other }) =>
      listen(other, (_, msg) => {
        charged += 1;
        msg.ack();
      }),
    );
    if (finishesFirst) {
      const finished = inHand.finish();
      answer();
      await finished;
    }
    const closed = new Promise((resolve) => stan.once('close', resolve));
    stan.close();
    await closed;
    await pass('1s');
    charges.push(charged);
  }
  const [atOnce, inOrder] = charges.map((count) => ['not at all', 'once', 'twice'][count]);
  return `Charged ${atOnce} if it closes at once: the bank has the request already, and another copy gets the order. Charged ${inOrder} if it first finishes what it has in hand.`;
};

export const answers = [frozen, killed, ctrlC];
