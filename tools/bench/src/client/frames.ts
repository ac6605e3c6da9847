import { PubMsg } from '@workbook/protocol';
import { CLUSTER_ID } from './streaming-client';

/** As long as those of the client libraries. */
const GUID_LENGTH = 22;
const CRLF = '\r\n';

/** Many publishes in one buffer, all of the same length, ready to be written as often as wanted. */
export interface PublishFrames {
  readonly bytes: Buffer;
  readonly count: number;
  /** Of one of them. */
  readonly frameSize: number;
}

/** Who publishes, and where the PubAcks go. */
export interface Publisher {
  readonly clientID: string;
  readonly connID: string;
  readonly ackSubject: string;
}

/** @param size bytes of data of each message */
export function publishFrames(
  { clientID, connID, ackSubject }: Publisher,
  channel: string,
  size: number,
  count: number,
): PublishFrames {
  const frames = Array.from({ length: count }, (_, index) =>
    frame(
      `_STAN.pub.${CLUSTER_ID}.${channel}`,
      ackSubject,
      PubMsg.encode({
        clientID,
        guid: `${channel}${index}`.padStart(GUID_LENGTH, '0').slice(-GUID_LENGTH),
        subject: channel,
        data: Buffer.alloc(size, 'x'),
        connID: Buffer.from(connID),
      }),
    ),
  );
  return { bytes: Buffer.concat(frames), count, frameSize: frames[0]!.length };
}

/** The payload of a PubAck without an error: the guid with its tag and length. */
export const PUB_ACK_LENGTH = GUID_LENGTH + 2;

/** @param reply empty: none */
export function frame(subject: string, reply: string, payload: Uint8Array): Buffer {
  const header = `PUB ${subject}${reply && ` ${reply}`} ${payload.length}${CRLF}`;
  return Buffer.concat([Buffer.from(header), payload, Buffer.from(CRLF)]);
}
