import type { Advice, Subscribed } from '@workbook/testkit';
import type { Copies } from './copies';

/** Where to look, by what the copies asked the broker for. */
export function adviceOn(
  copies: Copies,
  others: readonly Copies[],
  { isRepeated }: { readonly isRepeated: boolean },
): Advice {
  const { service, clients, facts } = copies;
  const file = `src/${service}.ts`;
  const asked = clients.flatMap((client) => facts.subscriptions(client).slice(-1));
  const groups = [...new Set(asked.map(({ group }) => group))];
  const sharing = asked.flatMap((one) => sharedWith(others, one)).at(0);
  if (asked.length === 0)
    return advice(`${file}: where does listen() subscribe?`, 'One service, many copies');
  if (asked.some(({ refused }) => refused)) {
    return advice(
      `${file}, the call to subscribe(): what did the broker refuse, and why?`,
      service === 'audit' ? 'Outside every group' : 'One service, many copies',
    );
  }
  if (sharing) {
    return advice(
      `${file}: ${sharing.client} is in the group "${sharing.group}" too. Whom does a group name?`,
      'A group names a service',
    );
  }
  if (service === 'audit') {
    return groups.some((group) => group !== '')
      ? advice(`${file}: with whom does a member of a group share?`, 'Outside every group')
      : advice(
          `${file}, listen(): what becomes of an event on its way to onMessage()?`,
          'Outside every group',
        );
  }
  if (isRepeated && groups.length > 1) {
    return advice(
      `${file}: of what is the name of the group made? One copy is in "${groups[0]}", one in "${groups[1]}"`,
      'One service, many copies',
    );
  }
  if (isRepeated && groups[0] === '') {
    return advice(
      `${file}, the call to subscribe(): which group do the copies join?`,
      'One service, many copies',
    );
  }
  if (
    isRepeated &&
    asked.some(({ start, durableName }) => start !== 'new events' && durableName === '')
  ) {
    return advice(
      `${file}, the options: from which event on does a group get them that the broker has forgotten?`,
      'One service, many copies',
    );
  }
  return advice(
    `${file}, listen(): what becomes of an event on its way to onMessage()?`,
    'One service, many copies',
  );
}

/** Members of other services in the same group, by which the broker takes them for one. */
function sharedWith(others: readonly Copies[], { group, durableName }: Subscribed): Subscribed[] {
  if (group === '') return [];
  return others
    .flatMap(({ clients, facts }) => clients.flatMap((client) => facts.subscriptions(client)))
    .filter((other) => other.group === group && other.durableName === durableName);
}

function advice(look: string, heading: string): Advice {
  return { look, read: `notes/03-queue-groups.md, "${heading}"` };
}
