import { ConnectRequest, ConnectResponse, textOf } from '@workbook/protocol';
import { Client } from '../client';
import { errors } from '../errors';
import type { Handler, Streaming } from '../streaming';
import { decode } from './decode';

const CLIENT_ID = /^[a-zA-Z0-9_-]+$/;

/** A client registers (behaviour document, section 3.2). */
export const handleConnect: Handler = (streaming, payload, respond) => {
  const request = decode(ConnectRequest, payload);
  const refuse = (error: string): void => {
    const client = request?.clientID ?? '';
    streaming.record?.({ kind: 'connection refused', client, why: error });
    respond(ConnectResponse.encode({ error }));
  };
  if (!request?.heartbeatInbox) {
    const clientID = request?.clientID ?? '';
    streaming.log.error(`[Client:?] Invalid conn request: ClientID=${clientID}, Inbox=`);
    refuse(errors.invalidConnect);
    return;
  }
  if (!CLIENT_ID.test(request.clientID)) {
    streaming.log.error(`[Client:?] Invalid ClientID "${request.clientID}"`);
    refuse(errors.invalidClientID);
    return;
  }
  // The request is a view on bytes that are gone when the answer of a probe comes.
  const connID = request.connID.toString('latin1');
  streaming.clients.claim(request.clientID, (free) => {
    if (free) register(streaming, { ...request, connIDText: connID }, respond);
    else {
      streaming.log.debug(`[Client:${request.clientID}] Connect failed; already connected`);
      refuse(errors.clientIDTaken);
    }
  });
};

type Registration = ConnectRequest & { readonly connIDText: string };

function register(
  streaming: Streaming,
  request: Registration,
  respond: (response: Buffer) => void,
): void {
  const { clientID, heartbeatInbox, connIDText } = request;
  const old = streaming.clients.get(clientID);
  // Its durables go offline before the new client can ask for them (section 8, T17).
  if (old) streaming.closeClient(old, 'replaced');
  streaming.clients.add(new Client(clientID, heartbeatInbox, connIDText));
  const what = old ? `Replaced old client` : 'Connected';
  streaming.log.debug(`[Client:${clientID}] ${what} (Inbox=${textOf(heartbeatInbox)})`);
  respond(ConnectResponse.encode(welcome(streaming, request)));
}

/** Section 2.3: a client of protocol 0 is told nothing of pings. */
function welcome({ subjects }: Streaming, request: ConnectRequest): Partial<ConnectResponse> {
  const pings = {
    pingRequests: subjects.pings,
    pingInterval: request.pingInterval,
    pingMaxOut: request.pingMaxOut,
  };
  return {
    pubPrefix: subjects.publish,
    subRequests: subjects.subscribe,
    unsubRequests: subjects.unsubscribe,
    closeRequests: subjects.close,
    subCloseRequests: subjects.closeSubscription,
    protocol: 1,
    ...(request.protocol >= 1 ? pings : {}),
  };
}
