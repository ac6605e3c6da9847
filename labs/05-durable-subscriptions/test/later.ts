import path from 'node:path';
import { Elsewhere, NEXT_YEAR, type TestBroker } from '@workbook/testkit';
import type { Start } from './start';

/** A copy that runs in another process. */
interface CopyThere {
  readonly service: Start['service'];
  readonly clientID: string;
}

/** Where the new process runs. */
interface Surroundings {
  readonly host?: string;
  /** How far its clock is ahead, in ms: a year unless given. */
  readonly later?: number;
}

/**
 * Starts copies in a new process, whose clock is ahead and, with `host`, on another host. Ends it when they have handled what they were given.
 *
 * @returns what the copies of each service handled
 */
export async function runInNewProcess(
  broker: TestBroker,
  copies: readonly CopyThere[],
  { host, later = NEXT_YEAR }: Surroundings = {},
): Promise<(service: Start['service']) => Start> {
  const elsewhere = await Elsewhere.start(
    broker,
    copies.map(({ service, clientID }) => ({
      file: path.join(__dirname, `../src/${service}.ts`),
      clientID,
      acks: true,
    })),
    { later, ...(host !== undefined && { host }) },
  );
  await elsewhere.end();
  return (service) => {
    const clients = copies
      .filter((copy) => copy.service === service)
      .map(({ clientID }) => clientID);
    const handled = clients.flatMap((client) => elsewhere.handledBy(client));
    return { service, clients, handled };
  };
}
