import type { SubscriptionRequest } from '@workbook/protocol';
import { newInbox } from './inbox';

/** What the client asked for; a durable gets it anew at each resume. */
export interface SubscriptionOptions {
  readonly clientID: string;
  readonly inbox: string;
  readonly ackInbox: string;
  readonly maxInFlight: number;
  /** Milliseconds. */
  readonly ackWait: number;
}

/** Those of a request, with an inbox for acks that nobody has had before. */
export function optionsOf(request: SubscriptionRequest): SubscriptionOptions {
  return {
    clientID: request.clientID,
    inbox: request.inbox,
    ackInbox: newInbox(),
    maxInFlight: request.maxInFlight,
    ackWait: request.ackWaitInSecs * 1000,
  };
}
