import { isSame, list, nameOf, times } from '@workbook/history';
import type { Copy, Handled, Published, Service } from '@workbook/world';

/** What was expected and what happened instead. */
export interface Verdict {
  readonly expected: string;
  readonly happened: readonly string[];
  /** The event that went wrong. */
  readonly about: Published | undefined;
}

/**
 * Was each event handled by exactly one copy?
 *
 * @returns undefined if so
 */
export function notHandledOnce(
  service: Service,
  events: readonly Published[],
): Verdict | undefined {
  const misuse = misused(service);
  if (misuse) return misuse;
  const wrong = events.filter((event) => by(service.handled, event).length !== 1);
  const [first, ...others] = wrong;
  if (!first) return undefined;
  const handlers = by(service.handled, first);
  const happened =
    handlers.length > 0
      ? [`it was handled ${times(handlers.length)}${byWhom(handlers)}`]
      : [`no copy of ${service.name} handled it; ${whoElse(service, first)}`, ...asked(service)];
  if (others.length > 0)
    happened.push(`${others.length} more of the ${events.length} events went wrong`);
  return {
    expected: `${nameOf(first)} to be handled by one copy of ${service.name}`,
    happened,
    about: first,
  };
}

/**
 * Did every copy handle every event once, in order?
 *
 * @returns undefined if so
 */
export function notHandledInOrder(
  service: Service,
  events: readonly Published[],
): Verdict | undefined {
  const misuse = misused(service);
  if (misuse) return misuse;
  for (const copy of service.copies) {
    const wanted = events.map((event) => event.sequence).join(' ');
    const handled = copy.handled.map((event) => event.sequence).join(' ');
    if (wanted === handled) continue;
    const happened = [
      `${copy.name} handled ${handled || 'nothing'}`,
      ...missed(service, copy, events),
    ];
    const about = firstWrong(copy, events);
    return { expected: `${copy.name} to handle ${wanted}, in this order`, happened, about };
  }
  return undefined;
}

/** A handler that was not given its message knows of no event. */
function misused({ copies }: Service): Verdict | undefined {
  const misuse = copies.find((copy) => copy.misuse !== undefined)?.misuse;
  if (misuse === undefined) return undefined;
  return {
    expected: 'the handler to be given each event and the message that it came in',
    happened: [misuse],
    about: undefined,
  };
}

/** The event in whose place there is another one, or none; or the last, if there are too many. */
function firstWrong(copy: Copy, events: readonly Published[]): Published | undefined {
  const wrong = events.find(
    (event, index) => !copy.handled[index] || !isSame(copy.handled[index], event),
  );
  return wrong ?? events.at(-1);
}

function missed(service: Service, copy: Copy, events: readonly Published[]): string[] {
  const first = events.find((event) => by(copy.handled, event).length === 0);
  if (!first) return [];
  return [
    `it did not handle ${nameOf(first)}; ${whoElse(service, first)}`,
    ...service.facts.asked([copy.name]),
  ];
}

/** Where the copies of `service` listen. */
function asked({ copies, facts }: Service): string[] {
  return facts.asked(copies.map(({ name }) => name));
}

function by(handled: readonly Handled[], event: Published): Handled[] {
  return handled.filter((entry) => isSame(entry, event));
}

/** `: by payments-1 and by payments-2`, or ` by payments-1` if it was the same copy every time. */
function byWhom(handled: readonly Handled[]): string {
  const names = handled.map((entry) => `by ${entry.by}`);
  return new Set(names).size === 1 ? ` ${names[0]}` : `: ${list(names)}`;
}

/** Names the copies of other services that did handle `event`. */
function whoElse(service: Service, event: Published): string {
  const others = service.neighbours.filter((other) => other !== service);
  const handlers = others.flatMap((other) => by(other.handled, event)).map((entry) => entry.by);
  return handlers.length > 0 ? `${list(handlers)} did` : 'nobody else did';
}
