import { encodePubAck, PubAck, PublishField, PublishReader } from '@workbook/protocol';
import { errors, RefusedError } from '../errors';
import { LastText } from '../last-text';
import type { Streaming } from '../streaming';

const { clientID: CLIENT_ID, guid: GUID, subject: SUBJECT, connID: CONN_ID } = PublishField;

/**
 * Takes what clients publish (behaviour document, section 3.5): a message is stored, sent to whoever has
 * room, and only then acknowledged to the publisher.
 */
export class PublishHandler {
  readonly #streaming: Streaming;
  readonly #request = new PublishReader();
  readonly #subjects = new LastText('utf8');
  readonly #clientIDs = new LastText('utf8');
  readonly #connIDs = new LastText('latin1');

  constructor(streaming: Streaming) {
    this.#streaming = streaming;
  }

  /** @param reply where the publisher waits for the PubAck */
  handle(payload: Buffer, reply: string | undefined): void {
    const streaming = this.#streaming;
    const request = this.#request;
    try {
      request.read(payload);
    } catch {
      streaming.log.error('Unable to unmarshal PubMsg');
      streaming.answer(reply, PubAck.encode({ error: errors.invalidPublish }));
      return;
    }
    streaming.traffic.came(payload.length);
    const subject = this.#text(this.#subjects, SUBJECT);
    const clientID = this.#text(this.#clientIDs, CLIENT_ID);
    if (!this.#isValid(subject, clientID)) {
      const guid = request.text(GUID);
      streaming.log.error(
        `Received invalid client publish message clientID:"${clientID}" guid:"${guid}" subject:"${subject}"`,
      );
      this.#refuse(clientID, subject, errors.invalidPublish);
      streaming.answer(reply, PubAck.encode({ guid, error: errors.invalidPublish }));
      return;
    }
    this.#store(subject, clientID, reply);
  }

  #isValid(subject: string, clientID: string): boolean {
    const { channels, clients } = this.#streaming;
    if (this.#request.size(GUID) === 0 || !channels.isName(subject)) return false;
    // A connection ID names the client alone, whatever the client ID says.
    const connID = this.#text(this.#connIDs, CONN_ID);
    return (connID ? clients.byConnID(connID) : clients.get(clientID)) !== undefined;
  }

  #store(subject: string, clientID: string, reply: string | undefined): void {
    const streaming = this.#streaming;
    const { bytes } = this.#request;
    const start = this.#request.start(GUID);
    const end = this.#request.end(GUID);
    const trace = (what: string): void => {
      const guid = bytes.toString('utf8', start, end);
      streaming.log.trace(`[Client:${clientID}] ${what} subj=${subject} guid=${guid}`);
    };
    if (streaming.log.traces) trace('Received message from publisher');
    try {
      const channel = streaming.channels.getOrCreate(subject);
      const sequence = channel.append(this.#request);
      streaming.store.afterCommit(() => {
        const { record } = streaming;
        record?.({ kind: 'published', client: clientID, channel: channel.name, sequence });
        channel.deliver();
        if (streaming.log.traces) trace('Acking Publisher');
        streaming.answer(reply, encodePubAck(bytes, start, end));
      });
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      const guid = bytes.toString('utf8', start, end);
      this.#refuse(clientID, subject, error.message);
      streaming.answer(reply, PubAck.encode({ guid, error: error.message }));
    }
  }

  #refuse(client: string, channel: string, why: string): void {
    this.#streaming.record?.({ kind: 'publish refused', client, channel, why });
  }

  #text(last: LastText, field: PublishField): string {
    const request = this.#request;
    return last.of(request.bytes, request.start(field), request.end(field));
  }
}
