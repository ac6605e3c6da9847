/**
 * Clients that say what they are told and nothing else: the core protocol on a socket, and streaming on top
 * of it. They stand apart from the bytes, so that whoever reads and writes these loads no sockets.
 */
export { Connection } from './connection';
export { RawClient, type RawSubscription } from './raw-client';
export { StreamingClient, type StreamingSubscription } from './streaming-client';
