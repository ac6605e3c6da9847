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
  const { taking, stan, database } = running;
  const isStopped = await within(deadline, Promise.all(taking.map(async (part) => part.stop())));
  const isClosed = await within(deadline, sayGoodbye(stan));
  const isLeft = await within(deadline, database.close());
  return isStopped && isClosed && isLeft;
}

/** Whether `ending` has ended before its deadline is over. */
async function within(deadline: number, ending: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), deadline);
  });
  const done = ending.then(
    () => true,
    () => false,
  );
  const isDone = await Promise.race([done, late]);
  clearTimeout(timer);
  return isDone;
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
