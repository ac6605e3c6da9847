import {
  decodeText,
  type DecodeError,
  PubAck,
  type PubMsg,
  PublishField,
  PublishReader,
  textOf,
} from '@workbook/protocol';
import { encodePubAck } from '@workbook/protocol/publish-ack';
import type { Delivery } from '../../nats/router';
import { errors, RefusedError } from '../errors';
import { InternedString } from '../interned-string';
import { quote } from '../quote';
import type { Streaming } from '../streaming';
import { isCtrlMsg } from './decode';

const { clientID: CLIENT_ID, guid: GUID, subject: SUBJECT, connID: CONN_ID } = PublishField;
const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '"': '\\"',
  '\\': '\\\\',
};

/**
 * Takes what clients publish (behaviour document, section 3.5): a message is stored, sent to whoever has
 * room, and only then acknowledged to the publisher.
 */
export class PublishHandler {
  readonly #streaming: Streaming;
  readonly #request = new PublishReader();
  readonly #subjects = new InternedString(decodeText);
  readonly #clientIDs = new InternedString(decodeText);
  readonly #connIDs = new InternedString((bytes) => bytes.toString('latin1'));

  constructor(streaming: Streaming) {
    this.#streaming = streaming;
  }

  /** @param message its reply subject is where the publisher waits for the PubAck */
  handle({ subject: from, payload, reply }: Delivery): void {
    const streaming = this.#streaming;
    const request = this.#request;
    try {
      request.read(payload);
    } catch (error) {
      if (!isCtrlMsg(payload)) this.#unreadable(error as DecodeError, reply);
      return;
    }
    streaming.traffic.came(payload.length);
    const subject = this.#text(this.#subjects, SUBJECT);
    const clientID = this.#text(this.#clientIDs, CLIENT_ID);
    const isNamed = request.size(GUID) > 0 && streaming.channels.isName(subject);
    if (isNamed && streaming.log.debugs) {
      this.#trace('Received message from publisher', clientID, subject, request.text(GUID));
    }
    if (isNamed && this.#isRegistered(clientID)) this.#store(subject, clientID, from, reply);
    else {
      streaming.log.error(`Received invalid client publish message ${protoText(request)}`);
      this.#refuse(clientID, subject, errors.invalidPublish, reply);
    }
  }

  #unreadable(error: DecodeError, reply: string | undefined): void {
    const { log } = this.#streaming;
    const { guid } = error.found as PubMsg;
    log.error(`Unable to unmarshal PubMsg: ${error.message}`);
    this.#streaming.answer(reply, PubAck.encode({ guid, error: errors.invalidPublish }));
  }

  /** A connection ID names the client alone, whatever the client ID says. */
  #isRegistered(clientID: string): boolean {
    const { clients } = this.#streaming;
    const connID = this.#text(this.#connIDs, CONN_ID);
    return (connID ? clients.byConnID(connID) : clients.get(clientID)) !== undefined;
  }

  #store(subject: string, clientID: string, from: string, reply: string | undefined): void {
    const streaming = this.#streaming;
    const { bytes } = this.#request;
    const start = this.#request.start(GUID);
    const end = this.#request.end(GUID);
    try {
      const channel = streaming.channels.getOrCreate(subject);
      const sequence = channel.append(this.#request);
      streaming.store.afterCommit(() => {
        const { emit } = streaming;
        emit?.({ kind: 'published', client: clientID, channel: channel.name, sequence });
        channel.consumers.deliver();
        if (streaming.log.traces) {
          const guid = decodeText(bytes.subarray(start, end));
          this.#trace('Acking Publisher', clientID, subject, guid);
        }
        streaming.answer(reply, encodePubAck(bytes, start, end));
      });
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      const where = quote(textOf(from));
      streaming.log.error(
        `[Client:${clientID}] Error processing message for subject ${where}: ${error.message}`,
      );
      this.#refuse(clientID, subject, error.message, reply);
    }
  }

  #refuse(client: string, channel: string, why: string, reply: string | undefined): void {
    this.#streaming.emit?.({ kind: 'publish refused', client, channel, why });
    const guid = this.#request.text(GUID);
    this.#streaming.answer(reply, PubAck.encode({ guid, error: why }));
  }

  #trace(what: string, clientID: string, subject: string, guid: string): void {
    this.#streaming.log.trace(`[Client:${clientID}] ${what} subj=${subject} guid=${guid}`);
  }

  #text(last: InternedString, field: PublishField): string {
    const request = this.#request;
    return last.of(request.bytes, request.start(field), request.end(field));
  }
}

/** A PubMsg as the real server's log shows it: the text format of protobuf, with a blank after each field. */
function protoText(message: PublishReader): string {
  return Object.entries(PublishField)
    .filter(([, field]) => message.size(field) > 0)
    .map(([name, field]) => {
      const bytes = message.bytes.subarray(message.start(field), message.end(field));
      const text = bytes.toString('latin1').replaceAll(/[^ -~]|["\\]/g, escaped);
      return `${name}:"${text}" `;
    })
    .join('');
}

function escaped(letter: string): string {
  return ESCAPES[letter] ?? `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
