/**
 * Time, handed to each server: the machine's, one that only tests move, and one that ends with a server.
 * Durations are written as Go writes them.
 */
export type { Clock, Timer } from './clock';
export { DurationError, formatDuration, parseDuration } from './duration';
export { RealClock } from './real-clock';
export { StoppableClock } from './stoppable-clock';
export { VirtualClock } from './virtual-clock';
