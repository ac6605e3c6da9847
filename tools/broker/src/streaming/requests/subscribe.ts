import { SubscriptionRequest, SubscriptionResponse } from '@workbook/protocol';
import { errors, RefusedError } from '../errors';
import type { Handler, Streaming } from '../streaming';
import { decode } from './decode';

const LAST_START_POSITION = 4;

/** A client subscribes (behaviour document, section 3.11 has the order of the checks). */
export const handleSubscribe: Handler = (streaming, payload, respond) => {
  const request = decode(SubscriptionRequest, payload);
  try {
    if (!request) throw new RefusedError(errors.invalidSubscription);
    subscribe(streaming, request, respond);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const { clientID = '?', subject = '' } = request ?? {};
    const why = error.message;
    streaming.record?.({ kind: 'subscription refused', client: clientID, channel: subject, why });
    streaming.log.error(
      `[Client:${clientID}] Unable to create subscription on "${subject}": ${error.message}`,
    );
    respond(SubscriptionResponse.encode({ error: error.message }));
  }
};

function subscribe(
  streaming: Streaming,
  request: SubscriptionRequest,
  respond: (response: Buffer) => void,
): void {
  const { clientID, ackWaitInSecs, maxInFlight, startPosition, subject } = request;
  const refuseIf = (wrong: boolean, error: string): void => {
    if (wrong) throw new RefusedError(error);
  };
  refuseIf(clientID === '', errors.missingClientID);
  refuseIf(ackWaitInSecs <= 0, errors.invalidAckWait);
  refuseIf(maxInFlight <= 0, errors.invalidMaxInFlight);
  refuseIf(startPosition < 0 || startPosition > LAST_START_POSITION, errors.invalidStart);
  refuseIf(!streaming.channels.isName(subject), errors.invalidSubject);
  const client = streaming.clients.get(clientID);
  if (!client) throw new RefusedError(errors.unknownClientID);
  const channel = streaming.channels.getOrCreate(subject);
  streaming.subscriptions.begin(channel, client, request, (ackInbox) =>
    respond(SubscriptionResponse.encode({ ackInbox })),
  );
}
