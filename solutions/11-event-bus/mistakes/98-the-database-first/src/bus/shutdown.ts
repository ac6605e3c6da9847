import type { Stan } from 'node-nats-streaming';

/** What a service has running, and how each part of it ends. */
export interface Running {
  /** Its listeners, and what answers requests: each takes nothing more, and resolves when what was in hand is done. */
  readonly taking: readonly { stop(): Promise<unknown> }[];
  readonly stan: Stan;
  readonly database: { close(): Promise<unknown> };
}

/**
 * Ends what a service has running, in order: takes nothing more, finishes what is in hand, closes the bus, and then
 * the database.
 *
 * @param deadline how long that may take, in ms
 * @returns whether all of it has ended: after the deadline this resolves all the same
 */
export async function shutDown(running: Running, deadline: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), deadline);
  });
  const isDone = await Promise.race([end(running), late]);
  clearTimeout(timer);
  return isDone;
}

async function end({ taking, stan, database }: Running): Promise<boolean> {
  // One that fails holds up none of those behind it.
  const ends = [
    ...(await Promise.allSettled(taking.map(async (part) => part.stop()))),
    ...(await Promise.allSettled([database.close()])),
    ...(await Promise.allSettled([sayGoodbye(stan)])),
  ];
  for (const each of ends) if (each.status === 'rejected') console.error(String(each.reason));
  return ends.every(({ status }) => status === 'fulfilled');
}

/**
 * Closes the bus; resolves when the broker knows.
 *
 * @throws if it does not answer
 */
function sayGoodbye(stan: Stan): Promise<void> {
  return new Promise((resolve, reject) => {
    stan.once('close', (error?: Error | null) => (error ? reject(error) : resolve()));
    stan.close();
  });
}
