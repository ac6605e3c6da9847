/** Waits that end: for what nobody may ever do, and for how long. */
export { Looking } from './looking';
export { patient } from './patience';
export { within } from './within';
