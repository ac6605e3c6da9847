import { DecodeError, SubscriptionResponse, textOf, UnsubscribeRequest } from '@workbook/protocol';
import type { Ending } from '@workbook/history';
import { errors } from '../errors';
import type { Streaming } from '../streaming';
import { decode } from './decode';
import type { Handler } from './handler';

/** A client ends one of its subscriptions (behaviour document, sections 3.9 to 3.11). */
export function handleUnsubscribe(ending: Extract<Ending, 'unsubscribe' | 'close'>): Handler {
  const what = ending === 'close' ? 'sub close' : 'unsub';
  return (streaming, { subject, payload }, respond) => {
    const request = decode(UnsubscribeRequest, payload);
    if (request instanceof DecodeError) {
      streaming.log.error(`Invalid ${what} request from ${subject}`);
      respond(SubscriptionResponse.encode({ error: errors.invalidUnsubscribe }));
      return;
    }
    const refuse = (error: string, why: string): string => {
      streaming.log.error(`[Client:${request.clientID}] ${what} request for unknown ${why}`);
      return error;
    };
    respond(SubscriptionResponse.encode({ error: end(streaming, request, ending, refuse) }));
  };
}

/** @returns what is wrong with the request; empty if nothing is */
function end(
  streaming: Streaming,
  request: UnsubscribeRequest,
  ending: Ending,
  refuse: (error: string, why: string) => string,
): string {
  const channel = streaming.channels.get(request.subject);
  if (!channel) return refuse(errors.unknownChannel, `channel ${request.subject}`);
  const subscription = channel.consumers.find(request.inbox);
  if (!subscription) return refuse(errors.unknownSubscription, `inbox ${textOf(request.inbox)}`);
  if (subscription.clientID !== request.clientID) return refuse(errors.unknownClientID, 'client');
  channel.consumers.end(subscription, ending);
  return '';
}
