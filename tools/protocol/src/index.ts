/** Bytes: the text protocol of NATS, and the protobuf messages of NATS Streaming on top of it. */
export * from './nats';
export * from './streaming';
