/**
 * An embedded MongoDB-compatible server: the wire protocol on a real socket, documents in memory, answers as a
 * mongod that stands alone gives them. What it does not do it refuses: CONFORMANCE.md.
 */
export {
  type HeldCommand,
  type Mongod,
  type MongodEvent,
  type MongodOptions,
  startMongod,
} from './server';
