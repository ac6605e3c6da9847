import { SubscriptionResponse, UnsubscribeRequest } from '@workbook/protocol';
import type { Ending } from '../../recorder';
import { errors } from '../errors';
import type { Handler, Streaming } from '../streaming';
import { decode } from './decode';

/** A client ends one of its subscriptions (behaviour document, sections 3.9 to 3.11). */
export function handleUnsubscribe(ending: Ending): Handler {
  return (streaming, payload, respond) => {
    const request = decode(UnsubscribeRequest, payload);
    const error = request ? unsubscribe(streaming, request, ending) : errors.invalidUnsubscribe;
    if (error) {
      const which = ending === 'close' ? 'sub close' : 'unsub';
      const { clientID = '?', subject = '' } = request ?? {};
      streaming.log.error(`[Client:${clientID}] ${which} request for channel ${subject}: ${error}`);
    }
    respond(SubscriptionResponse.encode({ error }));
  };
}

/** @returns what is wrong with the request; empty if nothing is */
function unsubscribe(streaming: Streaming, request: UnsubscribeRequest, ending: Ending): string {
  const channel = streaming.channels.get(request.subject);
  if (!channel) return errors.unknownChannel;
  const subscription = channel.inboxes.find(request.inbox);
  if (!subscription) return errors.unknownSubscription;
  if (subscription.client.id !== request.clientID) return errors.unknownClientID;
  streaming.subscriptions.end(subscription, ending);
  return '';
}
