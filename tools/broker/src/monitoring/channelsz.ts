import type { Channel } from '../streaming/channel';
import { heading } from './heading';
import { byName, cut, integer, pageOf } from './page';
import { subscriptionState } from './subscription-state';
import { totalsOf } from './totals';
import { type Endpoint, NotFoundError } from './view';

/** `/streaming/channelsz`: the names of the channels; `?subs=1`: all of each; `?channel=X`: one. */
export const channelsz: Endpoint = (view, query) => {
  const { channels } = view.streaming;
  const withSubscriptions = integer(query.get('subs')) === 1;
  const name = query.get('channel');
  if (name) {
    const channel = channels.get(name);
    if (!channel) throw new NotFoundError(`Channel ${name} not found`);
    return channelState(channel, withSubscriptions);
  }
  const all = [...channels.all].sort((one, other) => byName(one.name, other.name));
  const page = pageOf(query);
  const shown = cut(all, page);
  const list = withSubscriptions
    ? { channels: shown.map((channel) => channelState(channel, true)) }
    : { names: shown.map((channel) => channel.name) };
  return {
    ...heading(view),
    offset: page.offset,
    limit: page.limit,
    count: shown.length,
    total: all.length,
    ...(shown.length > 0 && list),
  };
};

function channelState(channel: Channel, withSubscriptions: boolean): object {
  const { messages, consumers } = channel;
  const subscriptions = consumers.all;
  return {
    name: channel.name,
    ...totalsOf([channel]),
    // 0 until something is published; if all of it is gone, the next one's.
    first_seq: messages.next === 1 ? 0 : messages.first,
    last_seq: messages.last,
    subs_count: subscriptions.length,
    ...(withSubscriptions &&
      subscriptions.length > 0 && { subscriptions: subscriptions.map(subscriptionState) }),
  };
}
