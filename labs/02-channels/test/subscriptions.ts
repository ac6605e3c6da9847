import { explain, nameOf, type Published, type Service, times } from '@workbook/testkit';
import type { TestBroker } from '@workbook/testkit';
import { channel } from './orders';

/** Fails unless each copy of the service has subscribed to the channel, letter by letter. */
export function expectToListen(service: Service, advice: { look: string; read: string }): void {
  for (const { name } of service.copies) {
    const asked = service.facts.subscriptions(name).map((one) => one.channel);
    const near = asked.find((one) => one !== channel && bare(one) === bare(channel));
    explain(
      {
        expected: `${name} to listen on "${channel}", where the shop publishes`,
        happened: [
          ...service.facts.asked([name]),
          ...(near === undefined ? [] : [`Did you mean "${channel}"?`]),
        ],
        ...advice,
      },
      () => expect(asked).toContain(channel),
    );
  }
}

const bare = (name: string): string => name.replaceAll(/[^a-z]/gi, '').toLowerCase();

/** Fails if a copy was sent an event that its `onMessage` was not given, or was given more than once. */
export function expectToHandOn(
  service: Service,
  events: readonly Published[],
  file: string,
  read: string,
): void {
  for (const { name, handled } of service.copies) {
    for (const event of events) {
      const sent = service.facts.deliveries(event).filter(({ client }) => client === name).length;
      const given = handled.filter(({ sequence }) => sequence === event.sequence).length;
      explain(
        {
          expected: `onMessage of ${name} to be given ${nameOf(event)} once: ${JSON.stringify(event.data)}`,
          happened: [
            `the event came to ${name} ${times(sent)}, and onMessage was ${given === 0 ? 'never given it' : `given it ${times(given)}`}`,
            ...service.facts.asked([name]),
          ],
          look:
            sent > 1
              ? `${file}: how often does it subscribe?`
              : `${file}: does every message get to onMessage?`,
          read,
        },
        () => expect(sent === 0 || (sent === 1 && given === 1)).toBe(true),
      );
    }
  }
}

/** Where to look if a copy was not sent what it should have been. */
export function lookFor(service: Service, file: string, otherwise: string): string {
  const asked = service.copies.flatMap(({ name }) => service.facts.subscriptions(name));
  if (asked.some(({ group }) => group !== '')) {
    return `${file}: the copies listen in a group. Who gets an event then?`;
  }
  if (asked.some(({ durableName }) => durableName !== '')) {
    return `${file}: what does the broker keep of a subscription with a durable name?`;
  }
  return otherwise;
}

/** Fails if a copy has not acknowledged an event that was sent to it: it would come again. */
export function expectToAcknowledge(
  { facts }: TestBroker,
  service: Service,
  events: readonly Published[],
  advice: { look: string; read: string },
): void {
  const names = service.copies.map(({ name }) => name);
  const open = events.find((event) => {
    const to = facts.deliveries(event).map(({ client }) => client);
    const by = facts.acks(event).map(({ client }) => client);
    return names.some((name) => to.includes(name) && !by.includes(name));
  });
  const window = facts.subscriptions(names[0]).at(-1)?.maxInFlight ?? 0;
  explain(
    {
      expected: 'every event that was handled to be acknowledged, as the client does by itself',
      happened: open
        ? [
            ...facts.storyOf(open),
            `${names[0]} asked for ${window} events at a time: while they are not acknowledged, the next one is held back`,
            `it handled ${service.copies[0]!.handled.length} of ${events.length}`,
          ]
        : 'it was',
      ...advice,
    },
    () => expect(open && nameOf(open)).toBeUndefined(),
  );
}
