import type { Advice, Facts, Subscribed } from '@workbook/testkit';
import type { Start } from './start';

/** Where to look, by what was asked for at `start` and, if there was one, at the start before. */
export function adviceOn(
  facts: Facts,
  start: Start,
  earlier: Start | undefined,
  isRepeated: boolean,
): Advice {
  const file = `src/${start.service}.ts`;
  const now = facts.subscriptions(start.clients[0]).at(-1);
  const before = earlier && askedBefore(facts, start, earlier);
  if (!now)
    return advice(`${file}: what does listen() subscribe to?`, 'What the broker finds it by');
  if (before && facts.all.some(({ kind }) => kind === 'unsubscribed')) {
    return advice(
      'src/stop.ts: which of its two ways out does a subscription take, and what does the broker keep?',
      'Close, or unsubscribe',
    );
  }
  if (before && now.durableName === '') {
    return advice(
      `${file}: by which name does the broker find the place where it was?`,
      'A place that is kept',
    );
  }
  if (before && keyOf(before) !== keyOf(now)) return adviceOnKey(file, before, now);
  const sharing = isRepeated ? undefined : sharedWith(facts, now, [start, earlier]);
  if (sharing) {
    return advice(
      `${file}: ${sharing.client} is in the group "${now.group}" too. Whom does a group name?`,
      'What the broker finds it by',
    );
  }
  if (!isRepeated && !(before ?? now).start.startsWith('the first') && now.start !== 'a sequence') {
    return advice(
      `${file}, the subscription options: from which event on does a new subscription get them?`,
      'Where a new subscription begins',
    );
  }
  return advice(
    `${file}, listen(): what becomes of an event between the broker and onMessage()?`,
    'While it is away',
  );
}

function adviceOnKey(file: string, before: Subscribed, now: Subscribed): Advice {
  if (before.group !== now.group) {
    return advice(
      `${file}: what is the name of the group made of? It was "${before.group}", now it is "${now.group}"`,
      'What the broker finds it by',
    );
  }
  if (before.durableName !== now.durableName) {
    return advice(
      `${file}: what is the durable name made of? It was "${before.durableName}", now it is "${now.durableName}"`,
      'What the broker finds it by',
    );
  }
  return advice(
    `${file}, the call to subscribe(): the name of a durable alone is tied to the client ID. What is not?`,
    'What the broker finds it by',
  );
}

/** What the start before asked for; it may have had the same client ID. */
function askedBefore(facts: Facts, start: Start, earlier: Start): Subscribed | undefined {
  const client = earlier.clients.at(-1)!;
  return facts.subscriptions(client).at(start.clients.includes(client) ? -2 : -1);
}

/** By what the broker finds a durable. */
function keyOf({ client, group, durableName }: Subscribed): string {
  return JSON.stringify([group === '' ? client : group, durableName]);
}

/** Another service that the broker takes for the same. */
function sharedWith(
  facts: Facts,
  now: Subscribed,
  starts: readonly (Start | undefined)[],
): Subscribed | undefined {
  const own = starts.flatMap((start) => start?.clients ?? []);
  return facts
    .subscriptions()
    .find((one) => now.group !== '' && keyOf(one) === keyOf(now) && !own.includes(one.client));
}

function advice(look: string, heading: string): Advice {
  return { look, read: `notes/05-durable-subscriptions.md, "${heading}"` };
}
