import { textOf } from '@workbook/protocol';
import type { Subscription } from '../streaming/subscription';

/** A subscription as the monitoring shows it; a durable group's key holds the durable's name. */
export function subscriptionState(subscription: Subscription): object {
  const { clientID, durableName, consumer, options } = subscription;
  return {
    client_id: clientID,
    inbox: textOf(subscription.inbox),
    ack_inbox: subscription.ackInbox,
    ...(durableName && consumer.key === undefined && { durable_name: durableName }),
    ...(consumer.key !== undefined && { queue_name: consumer.key }),
    is_durable: durableName !== '',
    is_offline: !subscription.isActive,
    max_inflight: options.maxInFlight,
    ack_wait: options.ackWait / 1000,
    last_sent: subscription.lastSent,
    pending_count: subscription.pending.size,
    is_stalled: subscription.stalled,
  };
}
