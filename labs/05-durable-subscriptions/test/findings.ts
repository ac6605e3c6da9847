import { explain, type Fact, type Facts, list, times } from '@workbook/testkit';
import { adviceOn } from './advice';
import { event } from './orders';
import type { Start, StartHere } from './start';

/** Fails if the broker refused a subscription of one of `clients`, or was asked for none. */
export function expectAccepted(facts: Facts, service: string, clients: readonly string[]): void {
  for (const client of clients) {
    const asked = facts.subscriptions(client).at(-1);
    explain(
      {
        expected: `the broker to accept the subscription of ${service}`,
        happened: facts.asked([client]).at(-1)!,
        look: `src/${service}.ts: what does listen() give to subscribe()?`,
        read: 'notes/05-durable-subscriptions.md, "What the broker finds it by"',
      },
      () => expect(asked?.refused).toBe(''),
    );
  }
}

/** What a start is held against. */
interface Expectation {
  /** Goes on after "to handle 4 5 6": `after its restart`. */
  readonly when: string;
  /** An earlier start of the same service. */
  readonly earlier?: Start | undefined;
}

/** Fails unless the copies of a start have handled the events with these numbers, each once. */
export function expectHandled(
  facts: Facts,
  start: Start,
  sequences: readonly number[],
  { when, earlier }: Expectation,
): void {
  const handled = inOrder(start.handled);
  const again = handled.filter((sequence) => earlier?.handled.includes(sequence));
  const repeated = again.filter((sequence) => !sequences.includes(sequence));
  const wrong =
    sequences.find((sequence) => handled.filter((one) => one === sequence).length !== 1) ??
    handled.find((sequence) => !sequences.includes(sequence));
  explain(
    {
      expected: `${start.service} to handle ${say(sequences)} ${when}`,
      happened: start.misuse
        ? [start.misuse]
        : unique([
            `it handled ${say(handled)}`,
            ...(repeated.length > 0 ? [`${say(repeated)} had been handled before`] : []),
            ...(wrong === undefined ? [] : storyOf(facts, wrong)),
            ...facts.asked(unique([...(earlier?.clients.slice(-1) ?? []), start.clients[0]!])),
          ]),
      ...adviceOn(facts, start, earlier, repeated.length > 0),
    },
    () => {
      expect(start.misuse).toBeUndefined();
      expect(handled).toEqual(sequences);
    },
  );
}

/** The age of the oldest orders, as `age()` takes it. */
export const ELEVEN_YEARS = `${11 * 365 * 24}h`;

/** Fails if less than that was asked for: on a real server, where no event is as old, the request tells. */
export function expectFromLongAgo(facts: Facts, { service, clients }: Start): void {
  const asked = facts.subscriptions(clients[0])[0];
  explain(
    {
      expected: `${service} to handle orders of eleven years ago at its first start`,
      happened: facts.asked(clients.slice(0, 1)),
      look: `src/${service}.ts, the subscription options: from which event on does a new subscription get them?`,
      read: 'notes/05-durable-subscriptions.md, "Where a new subscription begins"',
    },
    () => expect(asked?.startsBack ?? Infinity).toBeGreaterThan(11 * 365 * 86_400_000),
  );
}

/** Fails if an event was acknowledged of which the handler has not said that it is done. */
export function expectUnacknowledged(facts: Facts, start: Start, sequence: number): void {
  const acks = facts.acks(event(sequence));
  const by = list(unique(acks.map(({ client }) => client)));
  const isInHand = start.handled.includes(sequence);
  explain(
    {
      expected: `#${sequence} not to be acknowledged before ${start.service} is done with it`,
      happened: isInHand
        ? `${by} acknowledged it while the handler had it in hand: the handler has not called msg.ack()`
        : `${by} acknowledged it, and it has not come to the handler`,
      look: isInHand
        ? `src/${start.service}.ts: who acknowledges, the handler or the client when the handler returns?`
        : `src/${start.service}.ts, listen(): what becomes of an event between the broker and onMessage()?`,
      read: 'notes/04-acknowledgements.md, "Who says that an event is done?"',
    },
    () => expect(acks).toEqual([]),
  );
}

/** Fails if it was acknowledged later: by whom else, when the handler is not done with it? */
export function expectStillUnacknowledged(facts: Facts, start: Start, sequence: number): void {
  expectNoAck(facts, start, sequence, facts.acks(event(sequence)));
}

/** The same, of the time before it came again, if it did. */
export function expectUnacknowledgedAtFirst(facts: Facts, start: Start, sequence: number): void {
  const again = facts.all.findIndex(
    (fact) => fact.kind === 'redelivered' && fact.sequence === sequence,
  );
  const before = facts.all.slice(0, again < 0 ? undefined : again);
  const acks = facts.acks(event(sequence)).filter((ack) => before.includes(ack));
  expectNoAck(facts, start, sequence, acks);
}

function expectNoAck(facts: Facts, start: Start, sequence: number, acks: readonly Fact[]): void {
  explain(
    {
      expected: `#${sequence} not to be acknowledged before ${start.service} is done with it, however long that takes`,
      happened: [
        ...facts.storyOf(event(sequence)),
        'time has passed, and the handler has not called msg.ack() for it',
      ],
      look: `src/${start.service}.ts: what acknowledges besides the handler, and when?`,
      read: 'notes/04-acknowledgements.md, "Who says that an event is done?"',
    },
    () => expect(acks).toEqual([]),
  );
}

/** Fails if an event that was sent again has not come to the handler again. */
export function expectAgain(facts: Facts, { service, handled }: Start, sequence: number): void {
  const count = handled.filter((each) => each === sequence).length;
  explain(
    {
      expected: `#${sequence} to come to the handler of ${service} again when the ackWait is over: it was not acknowledged`,
      happened: [`it came to the handler ${times(count)}`, ...facts.storyOf(event(sequence))],
      look: `src/${service}.ts, listen(): what becomes of an event between the broker and onMessage()?`,
      read: 'notes/04-acknowledgements.md, "After the save"',
    },
    () => expect(count).toBeGreaterThan(1),
  );
}

/** Fails if a handler was called after its copy had gone away: another has been given to `listen()` since. */
export function expectGone(facts: Facts, { service, handledSince }: StartHere): void {
  const late = unique(inOrder(handledSince));
  explain(
    {
      expected: `the handler that ${service} had before it went away to be called no more`,
      happened: [
        `${say(late)} came to it after its connection was closed`,
        ...late.slice(0, 1).flatMap((sequence) => facts.storyOf(event(sequence))),
      ],
      look: `src/${service}.ts, listen(): what of an earlier call is still there at the next one?`,
      read: 'notes/05-durable-subscriptions.md, "While it is away"',
    },
    () => expect(late).toEqual([]),
  );
}

/** The numbers up to `last` that `start` was not done with, because it had one in hand. */
export function unfinished(facts: Facts, last: number): number[] {
  const all = Array.from({ length: last }, (_, index) => index + 1);
  return all.filter((sequence) => facts.acks(event(sequence)).length === 0);
}

/** `#2 #4 #5`, and `#4 to #9` where many follow one another; `nothing` if there are none. */
function say(sequences: readonly number[]): string {
  const runs: number[][] = [];
  for (const sequence of sequences) {
    if (runs.at(-1)?.at(-1) === sequence - 1) runs.at(-1)!.push(sequence);
    else runs.push([sequence]);
  }
  const said = runs.map((run) =>
    run.length > 3 ? `#${run[0]} to #${run.at(-1)}` : run.map((each) => `#${each}`).join(' '),
  );
  return said.length > 0 ? said.join(' ') : 'nothing';
}

/** Who asked for what is said once, of those whom it is about. */
function storyOf(facts: Facts, sequence: number): string[] {
  const story = facts.storyOf(event(sequence));
  return facts.deliveries(event(sequence)).length > 0 ? story : story.slice(0, 1);
}

function inOrder(sequences: readonly number[]): number[] {
  return [...sequences].sort((a, b) => a - b);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
