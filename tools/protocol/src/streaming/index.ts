export { AckReader } from './ack-reader';
export * from './messages';
export { MessageWriter } from './message-writer';
export { encodePubAck } from './publish-ack';
export { PublishField, PublishReader } from './publish-reader';
export { redelivery } from './redelivery';
export { DecodeError } from './schema';
export { decodeText, encodeText, printable } from './text';
