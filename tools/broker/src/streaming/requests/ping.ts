import { DecodeError, Ping, PingResponse } from '@workbook/protocol';
import { errors } from '../errors';
import { decode } from './decode';
import type { Handler } from './handler';

/**
 * A client asks whether it is still registered (behaviour document, section 2.3). What is no such
 * question is not answered.
 */
export const handlePing: Handler = (streaming, { payload }, respond) => {
  const request = decode(Ping, payload);
  if (payload.length === 0 || request instanceof DecodeError) return;
  const client = streaming.clients.byConnID(request.connID.toString('latin1'));
  if (client) streaming.clients.heard(client);
  respond(PingResponse.encode({ error: client ? '' : errors.replaced }));
};
