import { ConnectRequest, ConnectResponse, DecodeError, textOf } from '@workbook/protocol';
import { Client } from '../client';
import { errors } from '../errors';
import type { Streaming } from '../streaming';
import { decode } from './decode';
import type { Handler } from './handler';

const CLIENT_ID = /^[a-zA-Z0-9_-]+$/;

/** A client registers (behaviour document, section 3.2). */
export const handleConnect: Handler = (streaming, { payload }, respond) => {
  const decoded = decode(ConnectRequest, payload);
  const problem = decoded instanceof DecodeError ? decoded : undefined;
  const request = decoded instanceof DecodeError ? (decoded.found as ConnectRequest) : decoded;
  const { clientID, heartbeatInbox } = request;
  const refuse = (error: string): void => {
    streaming.emit?.({ kind: 'connection refused', client: clientID, why: error });
    respond(ConnectResponse.encode({ error }));
  };
  if (problem || heartbeatInbox === '') {
    streaming.log.error(
      `[Client:?] Invalid conn request: ClientID=${clientID}, Inbox=${textOf(heartbeatInbox)}, err=${problem?.message ?? '<nil>'}`,
    );
    refuse(errors.invalidConnect);
    return;
  }
  if (!CLIENT_ID.test(clientID)) {
    streaming.log.error(
      `[Client:${clientID}] Invalid ClientID, only alphanumeric and \`-\` or \`_\` characters allowed`,
    );
    refuse(errors.invalidClientID);
    return;
  }
  // The request is a view on bytes that are gone when the answer of a probe comes.
  const connID = request.connID.toString('latin1');
  streaming.clients.claim(clientID, (free) => {
    if (free) register(streaming, { ...request, connIDText: connID }, respond);
    else {
      streaming.log.debug(`[Client:${clientID}] Connect failed; already connected`);
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
