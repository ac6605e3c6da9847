import { DecodeError, SubscriptionRequest, SubscriptionResponse } from '@workbook/protocol';
import { errors, RefusedError } from '../errors';
import { quote } from '../quote';
import type { Streaming } from '../streaming';
import { decode } from './decode';
import type { Handler } from './handler';

const LAST_START_POSITION = 4;

/** A client subscribes. */
export const handleSubscribe: Handler = (streaming, { subject, payload }, respond) => {
  const decoded = decode(SubscriptionRequest, payload);
  const refuse = (why: string, clientID: string, channel: string): void => {
    streaming.emit?.({ kind: 'subscription refused', client: clientID, channel, why });
    respond(SubscriptionResponse.encode({ error: why }));
  };
  if (decoded instanceof DecodeError) {
    streaming.log.error(`Invalid Subscription request from ${subject}: ${decoded.message}`);
    refuse(errors.invalidSubscription, '?', '');
    return;
  }
  try {
    subscribe(streaming, decoded, subject, respond);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    if (error.log !== '') streaming.log.error(error.log);
    refuse(error.message, decoded.clientID, decoded.subject);
  }
};

/** @throws RefusedError; section 3.11 of the behaviour document has the order of the checks */
function subscribe(
  streaming: Streaming,
  request: SubscriptionRequest,
  from: string,
  respond: (response: Buffer) => void,
): void {
  const { clientID, ackWaitInSecs, maxInFlight, startPosition, subject } = request;
  const end = `in subscription request from ${from}`;
  const refuseIf = (wrong: boolean, error: string, what: string): void => {
    if (wrong) throw new RefusedError(error, `[Client:${clientID}] Invalid ${what} ${end}`);
  };
  if (clientID === '') throw new RefusedError(errors.missingClientID, `Missing ClientID ${end}`);
  refuseIf(ackWaitInSecs <= 0, errors.invalidAckWait, `AckWait (${ackWaitInSecs})`);
  refuseIf(maxInFlight <= 0, errors.invalidMaxInFlight, `MaxInflight (${maxInFlight})`);
  refuseIf(
    startPosition < 0 || startPosition > LAST_START_POSITION,
    errors.invalidStart,
    `StartPosition (${startPosition})`,
  );
  refuseIf(!streaming.channels.isName(subject), errors.invalidSubject, `channel ${quote(subject)}`);
  const client = streaming.clients.get(clientID);
  if (!client) throw new RefusedError(errors.unknownClientID);
  try {
    const { consumers } = streaming.channels.getOrCreate(subject);
    consumers.begin(client, request, (ackInbox) =>
      respond(SubscriptionResponse.encode({ ackInbox })),
    );
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const log = `Unable to create subscription on ${quote(subject)}: ${error.message}`;
    throw new RefusedError(error.message, log);
  }
}
