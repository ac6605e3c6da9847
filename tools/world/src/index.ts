/**
 * One clock, and what goes by it: any number of servers, lines between them and their clients on which things
 * go wrong, and programs. A server is the broker, embedded or real, a pocket cluster, or a database.
 */
export type { Manifest } from '@workbook/cluster/client';
export type { PodConnection } from './cluster/pod-connection';
export { type Forwarded, NATS_MANIFESTS, TestCluster } from './cluster/test-cluster';
export type { PodOptions, TestPod } from './cluster/test-pod';
export { type DatabaseFact, isOfDocuments, isWrite } from './database/fact';
export { DatabaseFacts } from './database/facts';
export type { HeldCommand, Holding } from './database/holding';
export { inWords, plain, type Plain, type Row, withID } from './database/plain';
export { TestDatabase } from './database/test-database';
export { cutOff } from './connect';
export type { Handled, Published } from './event';
export type { Fault } from './faults/fault';
export type { Servers, WorldPlan } from './kinds';
export { isPortFree, OwnPort } from './own-port';
export { OwnTime } from './own-time';
export { endPrograms, type Exit, type Program, startProgram } from './program';
export { currentRecording, Recording, setCurrentRecording } from './recording';
export type { ServerOptions } from './server';
export type { Around, Running, ServerKind, Surroundings } from './server-kind';
export { Copy, Service } from './service';
export { startServer, type StartedServer } from './start-server';
export { TestBroker, type TestBrokerOptions } from './test-broker';
export type * from './wire/fact';
export { Facts } from './wire/facts';
export { World } from './world';
