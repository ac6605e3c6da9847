import {
  explain,
  nameOf,
  type Published,
  type Service,
  type TestBroker,
  times,
} from '@workbook/testkit';
import type { Stan, SubscriptionOptions } from 'node-nats-streaming';
import { holdClockAt } from './timers';

/** The client's own is 30 s, and a real server's time cannot be put forward. */
const ACK_WAIT = 1000;

/** How late it comes by the clock of who listens: it may be lost many times, and brokers are away for hours. */
const LATE = 24 * 60 * 60 * 1000;

/** What the copy subscribes to comes again soon if it is not acknowledged. */
export function askForItSoon(stan: Stan): void {
  const subscribe = stan.subscribe.bind(stan) as (...args: unknown[]) => never;
  stan.subscribe = (channel: string, ...rest: unknown[]) => {
    const given = rest.filter((one) => one !== undefined && one !== null);
    const isOptions = (one: unknown): boolean => typeof one === 'object';
    if (!given.some(isOptions)) given.push(stan.subscriptionOptions());
    (given.find(isOptions) as SubscriptionOptions).setAckWait(ACK_WAIT);
    return subscribe(channel, ...given);
  };
}

/** Lets time pass until the broker has sent `event` again; for whoever looks at the clock, it is a day later. */
export async function sentAgain(broker: TestBroker, event: Published): Promise<void> {
  const isAgain = (): boolean =>
    broker.facts.deliveries(event).some(({ kind }) => kind === 'redelivered');
  holdClockAt(new Date(Date.now() + LATE));
  try {
    for (let second = 0; second < 8 && !isAgain(); second++) await broker.world.pass('1s');
  } finally {
    jest.useRealTimers();
  }
}

/** Fails unless the one copy handled each event once; `late` was lost on its way, and sent again. */
export function expectTheLate(
  { copies: [copy], facts }: Service,
  late: Published,
  events: readonly Published[],
  advice: { look: string; read: string },
): void {
  const { name, handled } = copy!;
  const sequences = handled.map(({ sequence }) => sequence);
  const given = sequences.filter((sequence) => sequence === late.sequence).length;
  explain(
    {
      expected: `${name} to handle ${events.map(nameOf).join(', ')} once each, late or not`,
      happened: [
        `${nameOf(late)} was lost on its way to ${name}, and was sent again: it came a day later by the clock of ${name}, marked as redelivered`,
        `onMessage was ${given === 0 ? 'never given it' : `given it ${times(given)}`}`,
        `${name} handled ${sequences.join(' ') || 'nothing'}`,
        ...facts.asked([name]),
      ],
      ...advice,
    },
    () => {
      const wanted = events.map(({ sequence }) => sequence);
      expect([...sequences].sort((a, b) => a - b)).toEqual(wanted);
    },
  );
}
