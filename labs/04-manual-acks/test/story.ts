import {
  type Advice,
  explain,
  nameOf,
  type Published,
  type Service,
  type TestBroker,
  times,
} from '@workbook/testkit';
import type { FakeLedger } from './fake-ledger';

const notes = 'notes/04-acknowledgements.md';
const whoSays = `${notes}, "Who says that an event is done?"`;

/** How often `onMessage` was called with `event`, in any copy. */
export function calls({ handled }: Service, event: Published): number {
  return handled.filter(({ sequence }) => sequence === event.sequence).length;
}

/** What became of `event`: only what was recorded. */
export function story(broker: TestBroker, service: Service, event: Published): string[] {
  const deliveries = broker.facts.deliveries(event).length;
  const handled = calls(service, event);
  return [
    ...broker.facts.storyOf(event).map((line) =>
      line
        // The ackWait is that of the tests, and not for the learner to look at.
        .replace(/; the ackWait .*$/, '')
        .replace(/(again to [^,]+)((?:, \1)+)/g, (all, again: string) => {
          return `${again}, ${all.split(', ').length} times`;
        }),
    ),
    ...(deliveries > 0 && handled !== deliveries
      ? [`onMessage was called ${handled === 0 ? 'for none of these' : times(handled)}`]
      : []),
  ];
}

/** Fails if `event` came to nobody or is kept from `onMessage`: nothing else can be said of it then. */
export function arrives(broker: TestBroker, service: Service, event: Published): void {
  const handled = calls(service, event);
  const came = broker.facts.deliveries(event).length;
  explain(
    {
      expected: `${nameOf(event)} to come to payments, and onMessage to be called with it each time`,
      happened: story(broker, service, event),
      look:
        came === 0
          ? 'src/payments.ts, subscribe(): which channel does it listen to, and what is published?'
          : 'src/payments.ts, listen(): which events does it give to onMessage?',
      read: whoSays,
    },
    () => expect([came > 0, handled]).toEqual([true, came]),
  );
}

/** Fails if `event` has been acknowledged; `although` says what has not happened so far. */
export function isNotAcked(
  broker: TestBroker,
  service: Service,
  event: Published,
  { why, although }: { why: string; although: string },
  advice: Advice,
): void {
  explain(
    {
      expected: `nobody to acknowledge ${nameOf(event)}: ${why}`,
      happened: story(broker, service, event).map((line) =>
        line.replace(/ acknowledged it$/, ` acknowledged it, although ${although}`),
      ),
      ...advice,
    },
    () => expect(broker.facts.acks(event)).toEqual([]),
  );
}

/** Fails unless `event` has been acknowledged, by `when`. */
export function isAcked(
  broker: TestBroker,
  service: Service,
  event: Published,
  when: string,
  advice: Advice,
): void {
  explain(
    {
      expected: `${nameOf(event)} to be acknowledged: ${when}`,
      happened: story(broker, service, event),
      ...advice,
    },
    () => expect(broker.facts.acks(event)).not.toEqual([]),
  );
}

/** Fails unless `order` has been charged once; `event` is what it came in. */
export function isChargedOnce(
  broker: TestBroker,
  service: Service,
  { order, event, ledger }: { order: string; event: Published; ledger: FakeLedger },
  advice: Advice,
): void {
  const count = ledger.charged.filter((each) => each === order).length;
  explain(
    {
      expected: `order ${order} to be charged once`,
      happened: [`it was charged ${times(count)}`, ...story(broker, service, event)],
      ...advice,
    },
    () => expect(count).toBe(1),
  );
}

/** Fails unless a charge of `order` was tried once for each time that it came; each attempt is over at once. */
export function isTriedEachTime(
  broker: TestBroker,
  service: Service,
  { order, event, ledger }: { order: string; event: Published; ledger: FakeLedger },
  read: string,
): void {
  const tried = ledger.begun.filter((each) => each === order).length;
  const came = calls(service, event);
  explain(
    {
      expected: `ledger.charge() to be called once each time that order ${order} comes, whatever became of it before`,
      happened: [
        `ledger.charge() was called ${times(tried)} for it`,
        ...story(broker, service, event),
      ],
      look:
        tried > came
          ? 'src/handler.ts: who tries again when a charge has failed, and how many do at the same time?'
          : 'src/handler.ts: what keeps an order that has come from being charged?',
      read,
    },
    // On a real server the last one may have come just now.
    () => expect(tried <= came && tried >= came - 1).toBe(true),
  );
}
