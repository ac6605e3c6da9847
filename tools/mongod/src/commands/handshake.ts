import { doc, int, LARGEST_DOCUMENT } from '../values';
import { WIRE_VERSION } from '../version';
import { LONGEST_MESSAGE } from '../wire';
import type { Call, Command, Commands } from './command';
import { SESSION_TIMEOUT_MINUTES } from './session-list';

const MOST_WRITES_IN_A_BATCH = 100_000;

/** What a server says of itself first (MongoDB handshake specification): it stands alone, and is no replica. */
const hello =
  (primary: 'isWritablePrimary' | 'ismaster'): Command =>
  ({ args, state, connectionID }: Call) => {
    for (const field of [
      'helloOk',
      'client',
      'compression',
      'backpressure',
      'speculativeAuthenticate',
    ])
      args.value(field);
    for (const field of [
      'saslSupportedMechs',
      'hostInfo',
      'loadBalanced',
      'topologyVersion',
      'maxAwaitTimeMS',
    ])
      args.value(field);
    args.end();
    return doc({
      helloOk: true,
      [primary]: true,
      maxBsonObjectSize: int(LARGEST_DOCUMENT),
      maxMessageSizeBytes: int(LONGEST_MESSAGE),
      maxWriteBatchSize: int(MOST_WRITES_IN_A_BATCH),
      localTime: new Date(state.clock.wall()),
      logicalSessionTimeoutMinutes: int(SESSION_TIMEOUT_MINUTES),
      connectionId: int(connectionID),
      minWireVersion: int(0),
      maxWireVersion: int(WIRE_VERSION),
      readOnly: false,
    });
  };

export const handshake: Commands = {
  hello: hello('isWritablePrimary'),
  ismaster: hello('ismaster'),
  isMaster: hello('ismaster'),
};
