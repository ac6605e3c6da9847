import { PubAck, PubMsg } from '@workbook/protocol';
import { errors, RefusedError } from '../errors';
import type { Handler, Streaming } from '../streaming';
import { decode } from './decode';

/**
 * A client publishes (behaviour document, section 3.5): the message is stored, sent to whoever has
 * room, and only then acknowledged to the publisher.
 */
export const handlePublish: Handler = (streaming, payload, respond) => {
  const request = decode(PubMsg, payload);
  if (request) streaming.traffic.came(payload.length);
  const guid = request?.guid ?? '';
  if (
    !request ||
    !guid ||
    !streaming.channels.isName(request.subject) ||
    !isKnown(streaming, request)
  ) {
    streaming.log.error(
      request
        ? `Received invalid client publish message clientID:"${request.clientID}" guid:"${guid}" subject:"${request.subject}"`
        : 'Unable to unmarshal PubMsg',
    );
    respond(PubAck.encode({ guid, error: errors.invalidPublish }));
    return;
  }
  trace(streaming, request, 'Received message from publisher');
  try {
    const channel = streaming.channels.getOrCreate(request.subject);
    const sequence = channel.append(request.data, request.reply);
    streaming.store.afterCommit(() => {
      streaming.record?.({
        kind: 'published',
        client: request.clientID,
        channel: channel.name,
        sequence,
      });
      channel.deliver();
      trace(streaming, request, 'Acking Publisher');
      respond(PubAck.encode({ guid }));
    });
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    respond(PubAck.encode({ guid, error: error.message }));
  }
};

function trace({ log }: Streaming, { clientID, subject, guid }: PubMsg, what: string): void {
  if (log.traces) log.trace(`[Client:${clientID}] ${what} subj=${subject} guid=${guid}`);
}

/** A connection ID names the client alone, whatever the client ID says. */
function isKnown({ clients }: Streaming, { connID, clientID }: PubMsg): boolean {
  const client =
    connID.length > 0 ? clients.byConnID(connID.toString('latin1')) : clients.get(clientID);
  return client !== undefined;
}
