import { once } from 'node:events';
import type { TestBroker } from '@workbook/testkit';
import type { publish as Publish } from '../src/publish';
import { LateAnswers, Outcome } from './answers';
import { closed, dial } from './clients';
import { placed, stored } from './orders';

/** What became of order 7, published before the broker went, and of order 8, published while it was gone. */
interface Published {
  readonly outcomes: readonly Outcome[];
  /** In words, before the answers of the broker were handed on. */
  readonly early: readonly string[];
  /** What the channel holds in the end. */
  readonly kept: readonly unknown[];
}

/**
 * Publishes before and during a restart. The broker answers both; the answers come when the test has seen
 * what was said without them.
 *
 * @param settled waits for what a call comes to
 */
export async function publishAroundRestart(
  broker: TestBroker,
  publish: typeof Publish,
  settled: (name: string, call: () => Promise<void>, after: string) => Promise<unknown>,
): Promise<Published> {
  const stan = await dial(await broker.newURL(), 'shop', { every: 1000, times: 60 });
  const outcomes: Outcome[] = [];
  let early: string[];
  try {
    const answers = new LateAnswers(stan);
    // Whoever rejects by himself may have sent nothing, and is not answered.
    const answered = (count: number, outcome: Outcome): Promise<void> =>
      settled(
        'publish()',
        () => Promise.race([answers.came(count), outcome.settled]),
        'the broker is there',
      ).then(() => undefined);
    const first = new Outcome(() => publish(stan, placed('7')));
    await answered(1, first);
    let second = first;
    await broker.restart({
      away: async () => {
        // It looks for the broker every 20 ms, and says so.
        await once(stan, 'reconnecting');
        second = new Outcome(() => publish(stan, placed('8')));
        await once(stan, 'reconnecting');
      },
    });
    await answered(2, second);
    outcomes.push(first, second);
    early = outcomes.map(({ words }) => words);
    answers.handOn();
    for (const one of outcomes) {
      await settled('publish()', () => one.settled, 'the broker answered');
    }
  } finally {
    await closed(stan);
  }
  // What the client had still to send went before its goodbye.
  return { outcomes, early, kept: await stored(broker) };
}
