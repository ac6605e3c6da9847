/**
 * What happened: the events that a broker, a service and a test tell, a run of them and the file in which
 * it is kept, and the words in which a message is named. Declared here once, and nothing is imported.
 */
export { damageOf } from './damage';
export {
  type BrokerEvent,
  type Ending,
  type Happened,
  type HistoryEvent,
  isRefusal,
  type Of,
  type Passage,
  type ServiceEvent,
} from './event';
export { isSame, type Named, nameOf } from './name';
export type { Kept, Run } from './run';
export { counted, list, ordinal, times } from './words';
