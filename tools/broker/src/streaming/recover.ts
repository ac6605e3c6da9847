import { Client } from './client';
import type { Streaming } from './streaming';

/**
 * Takes up what the store has kept (behaviour document, section 4.2): clients come back registered, under
 * their old heartbeat inbox, and are asked whether they are there; their subscriptions are active, under
 * their old inboxes; what they had not acknowledged is sent again when its ackWait is over, counted from
 * when the message was stored.
 */
export function recover({ store, clients, channels, subscriptions }: Streaming): void {
  if (!store.recovered) return;
  for (const { id, heartbeatInbox, connID } of store.recovered.clients) {
    clients.recover(new Client(id, heartbeatInbox, connID));
  }
  for (const name of store.recovered.channels) channels.recover(name);
  for (const kept of store.recovered.subscriptions) {
    const channel = channels.get(kept.channel);
    if (channel) subscriptions.recover(channel, clients.get(kept.clientID), kept);
  }
  for (const channel of channels.all) channel.takeUp();
}
