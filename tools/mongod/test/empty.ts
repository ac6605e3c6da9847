import type { Clock } from '@workbook/clock';
import type { ServerState } from '../src/commands/command';
import { emptyState } from '../src/commands/state';

/** A server without its sockets. */
export function withoutSockets(clock: Clock): ServerState {
  return emptyState(clock, {
    address: '127.0.0.1:27017',
    connections: () => 1,
    shutDown: () => undefined,
  });
}
