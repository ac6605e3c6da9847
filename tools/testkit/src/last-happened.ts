import { type Happened, nameOf } from '@workbook/history';
import { currentRecording } from '@workbook/world';

/**
 * By this symbol jest's environment finds what happened last in the test that runs: it tells who waited
 * for something that did not happen, and lives in another realm.
 */
Object.assign(globalThis, {
  [Symbol.for('workbook.lastHappened')]: () => {
    const last = currentRecording()?.happened.findLast(({ kind }) => !kind.startsWith('heartbeat'));
    return last && inWords(last);
  },
});

/** One happening as a sentence: `payments-1 acknowledged order:updated #1`. */
function inWords(event: Happened): string {
  switch (event.kind) {
    case 'published':
      return `${event.client || 'somebody'} published ${nameOf(event)}`;
    case 'delivered':
      return `${nameOf(event)} was sent to ${event.client}`;
    case 'redelivered':
      return `${nameOf(event)} was sent to ${event.client} again`;
    case 'acknowledged':
      return `${event.client} acknowledged ${nameOf(event)}`;
    case 'handling':
      return `${event.client} began to handle ${nameOf(event)}`;
    case 'expired':
      return `${event.client} did not acknowledge ${nameOf(event)} within its ackWait`;
    case 'subscribed':
    case 'resumed':
      return `${event.client} subscribed to ${event.channel}`;
    case 'crashed':
      return `${event.client} crashed ${event.when}`;
    case 'note':
      return `${event.client}: ${event.text}`;
    default:
      return `${event.client} ${event.kind}`;
  }
}
