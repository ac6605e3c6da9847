import type { Make } from '../../src/review/reserve-listener';
import type { Outcome } from './recorded';
import { listenerOf, nextOf, right, save, tell } from './parts';

/** A listener that is right until something goes wrong, and crashes then for a reason of its own. */
export interface Crashing {
  /** Where it crashes, as a test would have it: `where find() rejects`. */
  readonly where: string;
  /** What a port has to do, so that a listener comes there. */
  readonly needs: Outcome;
  readonly make: Make;
}

/** What a listener throws that reads a field of something that is not there. */
const CRASH = "Cannot read properties of undefined (reading 'order')";

const crash = (): Promise<never> => Promise.reject(new TypeError(CRASH));

/** A test that takes any error for the one that it waits for does not notice these. */
export const crashing: readonly Crashing[] = [
  {
    where: 'where find() gives undefined',
    needs: 'find() gives undefined',
    make: listenerOf({ missing: crash }),
  },
  {
    where: 'where find() rejects',
    needs: 'find() rejects',
    make: listenerOf({ find: (hand) => right.find(hand).catch(crash) }),
  },
  {
    where: 'where replace() gives false',
    needs: 'replace() gives false',
    make: listenerOf({
      free: async (found) => {
        if (!(await save(found))) return crash();
        await tell(found, nextOf(found));
        found.msg.ack();
      },
    }),
  },
  {
    where: 'where replace() rejects',
    needs: 'replace() rejects',
    make: listenerOf({
      free: async (found) => {
        if (!(await save(found).catch(crash))) return;
        await tell(found, nextOf(found));
        found.msg.ack();
      },
    }),
  },
  {
    where: 'where publish() rejects',
    needs: 'publish() rejects',
    make: listenerOf({
      free: async (found) => {
        if (!(await save(found))) return;
        await tell(found, nextOf(found)).catch(crash);
        found.msg.ack();
      },
      own: async (found) => {
        await tell(found, found.ticket).catch(crash);
        found.msg.ack();
      },
    }),
  },
];

/** It crashes at every message, before it has asked for anything. */
export const crashesAtOnce: Make = () => ({ onMessage: crash });

/** It comes back, and that is all. */
export const doesNothing: Make = () => ({ onMessage: () => Promise.resolve() });
