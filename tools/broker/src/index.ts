/**
 * The embedded NATS Streaming Server: the real protocol on a real socket, messages in memory or on disk.
 * The behaviour document, whose sections comments name, is tools/broker/BEHAVIOUR.md.
 */
export { startBroker, type Broker, type BrokerOptions } from './broker';
export { createLog, silentLog, type Logger } from './log';
export type { Authorization } from './nats/authorization';
export type { CoreLimits } from './nats/limits';
export { ListenError, PortTakenError } from './nats/listen-error';
export type { Recorder } from './recorder';
export type { StoreOptions } from './store/open';
export { StoreError } from './store/store';
export type { Limits } from './streaming/limits';
