import type { Clock } from '@workbook/clock';
import { Expiry } from '../expiry';
import { Databases } from '../storage';
import type { ServerState } from './command';
import { Cursors } from './cursors';
import { SessionList } from './session-list';

/** What a server is when it has just been started: empty. */
export function emptyState(
  clock: Clock,
  around: Pick<ServerState, 'address' | 'connections' | 'shutDown'>,
): ServerState {
  const databases = new Databases();
  return {
    ...around,
    databases,
    cursors: new Cursors(clock),
    sessions: new SessionList(clock),
    expiry: new Expiry(databases, clock),
    clock,
    started: clock.now(),
  };
}
