import type { Stan } from 'node-nats-streaming';
import type { InHand } from './in-hand';

/** How long an orderly end may take, in milliseconds: Docker kills after 10 s, Kubernetes after 30 s. */
const deadline = Number(process.env.SHUTDOWN_MS ?? 8000);

/** Ends the process in order: with code 0 when all is finished and the broker knows, otherwise with 1. */
async function shutDown(signal: string, stan: Stan, inHand: InHand): Promise<void> {
  console.log(`${signal}: stops.`);
  setTimeout(() => process.exit(1), deadline);
  await inHand.finish();
  stan.close();
  process.exit(0);
}

/** Has the process end in order at Ctrl-C, and when Docker or Kubernetes stops it. */
export function shutDownOnSignals(stan: Stan, inHand: InHand): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) process.exit(1);
    stopping = true;
    void shutDown(signal, stan, inHand);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
