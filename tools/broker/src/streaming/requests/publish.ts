import { PubAck, PubMsg } from '@workbook/protocol';
import { isChannelName } from '../channels';
import { errors, RefusedError } from '../errors';
import type { Handler, Streaming } from '../streaming';
import { decode } from './decode';

/**
 * A client publishes (behaviour document, section 3.5): the message is stored, sent to whoever has
 * room, and only then acknowledged to the publisher.
 */
export const handlePublish: Handler = (streaming, payload, respond) => {
  const request = decode(PubMsg, payload);
  const guid = request?.guid ?? '';
  if (!request || !guid || !isChannelName(request.subject) || !isKnown(streaming, request)) {
    streaming.log.error(`Received invalid client publish message ${JSON.stringify(request)}`);
    respond(PubAck.encode({ guid, error: errors.invalidPublish }));
    return;
  }
  try {
    const channel = streaming.channels.getOrCreate(request.subject);
    channel.append(request.data, request.reply);
    streaming.record?.({
      kind: 'published',
      client: request.clientID,
      channel: channel.name,
      sequence: channel.store.last,
    });
    channel.deliver();
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    respond(PubAck.encode({ guid, error: error.message }));
    return;
  }
  if (streaming.log.traces) {
    streaming.log.trace(
      `[Client:${request.clientID}] Acking Publisher subj=${request.subject} guid=${guid}`,
    );
  }
  respond(PubAck.encode({ guid }));
};

/** A connection ID names the client alone, whatever the client ID says. */
function isKnown({ clients }: Streaming, { connID, clientID }: PubMsg): boolean {
  const client =
    connID.length > 0 ? clients.byConnID(connID.toString('latin1')) : clients.get(clientID);
  return client !== undefined;
}
