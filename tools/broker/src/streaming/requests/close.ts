import { CloseRequest, CloseResponse } from '@workbook/protocol';
import { errors } from '../errors';
import type { Handler } from '../streaming';
import { decode } from './decode';

/** A client says goodbye (behaviour document, section 3.4). All that it sent before has been handled. */
export const handleClose: Handler = (streaming, payload, respond) => {
  const request = decode(CloseRequest, payload);
  const client = request && streaming.clients.get(request.clientID);
  if (client) streaming.closeClient(client, 'asked');
  const error = client ? '' : request ? errors.unknownClientID : errors.invalidClose;
  if (error) streaming.log.error(`[Client:${request?.clientID ?? '?'}] close request: ${error}`);
  respond(CloseResponse.encode({ error }));
};
