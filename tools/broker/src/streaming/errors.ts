/** What clients are told, word for word (behaviour document, section 3.11). */
export const errors = {
  invalidConnect: 'stan: invalid connection request',
  invalidClientID: 'stan: invalid clientID: only alphanumeric and `-` or `_` characters allowed',
  clientIDTaken: 'stan: clientID already registered',
  invalidPublish: 'stan: invalid publish request',
  invalidSubscription: 'stan: invalid subscription request',
  missingClientID: 'stan: clientID missing',
  invalidAckWait: 'stan: invalid ack wait time, should be >= 1s',
  invalidMaxInFlight: 'stan: invalid MaxInflight, should be >= 1',
  invalidStart: 'stan: invalid start position',
  invalidSubject: 'stan: invalid subject',
  unknownClientID: 'stan: unknown clientID',
  duplicateDurable: 'stan: duplicate durable registration',
  colonInDurable:
    "stan: durable name of a durable queue subscriber can't contain the character ':'",
  tooManyChannels: 'too many channels',
  tooManySubscriptions: 'too many subscriptions per channel',
  invalidUnsubscribe: 'stan: invalid unsubscribe request',
  unknownSubscription: 'stan: invalid subscription',
  unknownChannel: 'stan: unknown channel',
  invalidClose: 'stan: invalid close request',
  replaced: 'client has been replaced or is no longer registered',
} as const;

/** A request that is refused with a text for the client. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  /** @param log a line for the log, if it has not been written; empty: none */
  constructor(
    message: string,
    readonly log = '',
  ) {
    super(message);
  }
}
