/** The clients and the server under test of the conformance statements. */
export { RawClient, type RawMessage, type RawSubscription } from './raw-client';
export { StoredServer } from './stored-server';
export { StreamingClient, story, type StreamingSubscription } from './streaming-client';
export { Target, useTarget } from './target';
