import { explain, list, nameOf, type Published, times } from '@workbook/testkit';
import { adviceOn } from './advice';
import type { Copies } from './copies';

/**
 * Fails unless each event was handled by one copy of a service, and done with for good.
 *
 * @param others who else runs on the broker
 */
export function expectEachOnce(
  copies: Copies,
  events: readonly Published[],
  others: readonly Copies[] = [],
): void {
  expectMessages(copies);
  for (const event of events) {
    const by = handlersOf(copies, event);
    const happened =
      by.length > 0
        ? `it was handled ${times(by.length)}${new Set(by).size === 1 ? ` by ${by[0]}` : `: ${list(by.map((client) => `by ${client}`))}`}`
        : `no copy of ${copies.service} handled it; ${whoElse(others, event)}`;
    explain(
      {
        expected: `${nameOf(event)} to be handled by one copy of ${copies.service}`,
        happened: [happened, ...(by.length === 0 ? copies.facts.storyOf(event) : asked(copies))],
        ...adviceOn(copies, others, { isRepeated: by.length > 1 }),
      },
      () => expect(by.length).toBe(1),
    );
  }
  expectAcknowledged(copies, events);
}

/** Fails unless every copy has handled all `events`, each once, in their order; older ones may be among them. */
export function expectAllInOrder(
  copies: Copies,
  events: readonly Published[],
  others: readonly Copies[] = [],
): void {
  expectMessages(copies);
  const wanted = events.map(({ sequence }) => sequence);
  for (const client of copies.clients) {
    const who = copies.which ?? client;
    const handled = copies.handledBy(client);
    const own = handled.filter((sequence) => sequence >= wanted[0]!);
    const missing = events.find(({ sequence }) => !own.includes(sequence));
    explain(
      {
        expected: `${who} to handle ${wanted.join(' ')}, in this order`,
        happened: [
          `${who} handled ${handled.join(' ') || 'nothing'}`,
          ...(missing ? missed(copies, client, missing) : []),
          ...asked(copies),
        ],
        ...adviceOn(copies, others, { isRepeated: missing === undefined }),
      },
      () => expect(own).toEqual(wanted),
    );
  }
  expectAcknowledged(copies, events);
}

/** An event that nobody acknowledges is sent again when the time for it is over. */
function expectAcknowledged(copies: Copies, events: readonly Published[]): void {
  const { facts, service, clients } = copies;
  for (const event of events) {
    const open = facts.deliveries(event).filter(({ client }) => clients.includes(client));
    const acks = facts.acks(event).filter(({ client }) => clients.includes(client));
    explain(
      {
        expected: `${nameOf(event)} to be acknowledged, so that ${service} is not given it again`,
        happened: facts.storyOf(event),
        look: `src/${service}.ts: who acknowledges, and who has taken that over?`,
        read: 'notes/04-acknowledgements.md, "Who says that an event is done?"',
      },
      () => expect(acks.length).toBe(open.length),
    );
  }
}

/** A handler that was not given its message knows of no event. */
function expectMessages({ misuse, service }: Copies): void {
  explain(
    {
      expected: 'the handler to be given each event and the message that it came in',
      happened: misuse ?? '',
      look: `src/${service}.ts: what does listen() call onMessage() with?`,
      read: 'README.md, "Steps"',
    },
    () => expect(misuse).toBeUndefined(),
  );
}

/** Why an event is missing: it did not come, or it came and was not handed on. */
function missed({ facts }: Copies, client: string, event: Published): string[] {
  const came = facts.deliveries(event).filter((delivery) => delivery.client === client).length;
  return [`${nameOf(event)} came to it ${times(came)}`];
}

/** What each copy asked for. */
function asked({ facts, clients }: Copies): string[] {
  return facts.asked(clients);
}

/** The copies that handled an event, as often as they did. */
function handlersOf(copies: Copies, { sequence }: Published): string[] {
  return copies.clients.flatMap((client) =>
    copies
      .handledBy(client)
      .filter((handled) => handled === sequence)
      .map(() => client),
  );
}

/** Names the copies of other services that did handle `event`. */
function whoElse(others: readonly Copies[], event: Published): string {
  const names = others.flatMap((other) => handlersOf(other, event));
  return names.length > 0 ? `${list([...new Set(names)])} did` : 'nobody else did';
}
