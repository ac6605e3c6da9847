/**
 * Bytes: the text protocol of NATS, and the protobuf messages of NATS Streaming on top of it. The
 * behaviour document, whose sections comments name, is tools/broker/BEHAVIOUR.md.
 */
export * from './nats';
export * from './streaming';
