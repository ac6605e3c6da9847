import { textOf } from '@workbook/protocol';
import type { Client } from '../streaming/client';
import { heading } from './heading';
import { byName, cut, integer, pageOf } from './page';
import { subscriptionState } from './subscription-state';
import { type Endpoint, NotFoundError } from './view';

/** `/streaming/clientsz`: who is registered; `?client=X`: one of them. */
export const clientsz: Endpoint = (view, query) => {
  const { clients } = view.streaming;
  const withSubscriptions = integer(query.get('subs')) === 1;
  const id = query.get('client');
  if (id) {
    const client = clients.get(id);
    if (!client) throw new NotFoundError(`Client ${id} not found`);
    return clientState(client, withSubscriptions);
  }
  const all = [...clients.all].sort((one, other) => byName(one.id, other.id));
  const page = pageOf(query);
  const shown = cut(all, page);
  return {
    ...heading(view),
    offset: page.offset,
    limit: page.limit,
    count: shown.length,
    total: all.length,
    clients: shown.map((client) => clientState(client, withSubscriptions)),
  };
};

function clientState(client: Client, withSubscriptions: boolean): object {
  return {
    id: client.id,
    hb_inbox: textOf(client.heartbeatInbox),
    subs_count: client.subscriptions.size,
    ...(withSubscriptions && client.subscriptions.size > 0 && { subscriptions: byChannel(client) }),
  };
}

function byChannel({ subscriptions }: Client): ReadonlyMap<string, object[]> {
  const channels = new Map<string, object[]>();
  const sorted = [...subscriptions].sort((one, other) => byName(one.channel, other.channel));
  for (const subscription of sorted) {
    const shown = channels.get(subscription.channel) ?? [];
    channels.set(subscription.channel, [...shown, subscriptionState(subscription)]);
  }
  return channels;
}
