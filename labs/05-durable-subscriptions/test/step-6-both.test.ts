import type { Message } from 'node-nats-streaming';
import { explain, needs, useWorld } from '@workbook/testkit';
import * as predicting from '../src/predict';
import type { Asks, Story } from '../src/predict';
import { orders } from './orders';
import { inWords } from './starts';

const { broker } = useWorld({ broker: {} });
needs(predicting, 'src/predict.ts', { predict: 'function' });

const asks: Asks[] = [
  { deliverAll: false, durable: false },
  { deliverAll: true, durable: false },
  { deliverAll: false, durable: true },
  { deliverAll: true, durable: true },
];
const counts = [
  { before: 3, away: 2 },
  // Whoever takes the two numbers for one, as a sum or side by side, takes these for the same.
  { before: 1, away: 11 },
  { before: 11, away: 1 },
];

/** Each story has a channel of its own, so that one client can play them all. */
const stories = counts.flatMap(({ before, away }) =>
  asks.flatMap((first) => asks.map((again) => ({ before, first, away, again, channel: '' }))),
);
for (const [index, story] of stories.entries()) story.channel = `story-${index + 1}`;

test('what you predict is what the broker does, for each pair of starts', async () => {
  for (const { channel, before } of stories) await broker().publish(channel, ...orders(1, before));
  const first = await startAll(stories.map((story) => ({ ...story, ...story.first })));
  for (const { channel, before, away } of stories) {
    await broker().publish(channel, ...orders(before + 1, away));
  }
  const again = await startAll(stories.map((story) => ({ ...story, ...story.again })));

  for (const [index, story] of stories.entries()) {
    const measured = { first: first[index]!, again: again[index]! };
    const { predicted, text } = predictionOf(story);
    explain(
      {
        expected: `a listener that asks for ${ask(story.first)}, and later for ${ask(story.again)}, to get ${text}`,
        happened: `the broker gave it ${measured.first}, and later ${measured.again}, of ${story.before} before its first start and ${story.away} while it was away`,
        look: `src/predict.ts: ${question(story)}`,
        read: 'notes/05-durable-subscriptions.md, "Both, and why"',
      },
      () => expect(predicted).toEqual(measured),
    );
  }
});

/** Starts a listener for each story under one client ID, and counts what each of them is given. */
async function startAll(wanted: readonly (Asks & { channel: string })[]): Promise<number[]> {
  const stan = await broker().connect('listener');
  const got = wanted.map(({ channel, deliverAll, durable }) => {
    const options = stan.subscriptionOptions();
    if (deliverAll) options.setDeliverAllAvailable();
    if (durable) options.setDurableName('listener');
    const given: number[] = [];
    stan.subscribe(channel, options).on('message', (msg: Message) => given.push(msg.getSequence()));
    return given;
  });
  await broker().settled();
  await new Promise((resolve) => stan.once('close', resolve).close());
  return got.map(({ length }) => length);
}

/** What `predict()` returns, also if it is nothing that was asked for. */
function predictionOf({ before, first, away, again }: Story): {
  readonly predicted: unknown;
  readonly text: string;
} {
  try {
    const predicted: unknown = predicting.predict({
      before,
      first: { ...first },
      away,
      again: { ...again },
    });
    const { first: one, again: two } = (predicted ?? {}) as Record<string, unknown>;
    return {
      predicted: { first: one, again: two },
      text: `${String(one)} events of ${before}, and later ${String(two)}, as predict() says`,
    };
  } catch (error) {
    return { predicted: undefined, text: `what predict() says; it threw: ${inWords(error)}` };
  }
}

function question({ first, again }: Story): string {
  if (first.durable && again.durable) {
    return 'the broker knows this durable. Does it look at the start position?';
  }
  if (first.durable || again.durable) {
    return 'one of the two starts says the name, the other does not. What does the broker find at the second?';
  }
  return 'without a durable, what does the broker know of an earlier start?';
}

function ask({ deliverAll, durable }: Asks): string {
  if (deliverAll) return durable ? 'all events and a durable' : 'all events';
  return durable ? 'new events and a durable' : 'new events';
}
