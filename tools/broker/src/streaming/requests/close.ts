import { CloseRequest, CloseResponse, DecodeError } from '@workbook/protocol';
import { errors } from '../errors';
import { quote } from '../quote';
import type { Streaming } from '../streaming';
import { decode } from './decode';
import type { Handler } from './handler';

/** A client says goodbye (behaviour document, section 3.4). All that it sent before has been handled. */
export const handleClose: Handler = (streaming, { subject, payload }, respond) => {
  const request = decode(CloseRequest, payload);
  if (request instanceof DecodeError) {
    streaming.log.error(`Received invalid close request, subject=${subject}`);
    respond(CloseResponse.encode({ error: errors.invalidClose }));
  } else respond(CloseResponse.encode({ error: close(streaming, request.clientID) }));
};

/** @returns the error, empty if there is none */
function close(streaming: Streaming, clientID: string): string {
  const client = streaming.clients.get(clientID);
  if (!client) {
    streaming.log.error(`Unknown client ${quote(clientID)} in close request`);
    return errors.unknownClientID;
  }
  streaming.closeClient(client, 'asked');
  return '';
}
