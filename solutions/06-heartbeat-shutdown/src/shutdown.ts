import type { Stan } from 'node-nats-streaming';
import type { InHand } from './in-hand';

/** How long an orderly end may take, in milliseconds: Docker kills after 10 s, Kubernetes after 30 s. */
const deadline = Number(process.env.SHUTDOWN_MS ?? 8000);

/** Ends the process in order: with code 0 when all is finished and the broker knows, otherwise with 1. */
async function shutDown(signal: string, stan: Stan, inHand: InHand): Promise<void> {
  console.log(`${signal}: stops.`);
  // #region step 5: not for ever
  setTimeout(() => process.exit(1), deadline);
  // #starter
  //: // TODO step 5: and if the work never ends, or the broker never answers?
  // #endregion
  await inHand.finish();
  // #region step 3: say goodbye, then leave
  stan.on('close', (error: unknown) => process.exit(error ? 1 : 0));
  stan.close();
  // #starter
  //: // TODO step 3: the broker goes on believing that this copy is there.
  //: process.exit(0);
  // #endregion
}

/** Has the process end in order at Ctrl-C, and when Docker or Kubernetes stops it. */
export function shutDownOnSignals(stan: Stan, inHand: InHand): void {
  // #region step 5: who signals twice is in a hurry
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) process.exit(1);
    stopping = true;
    void shutDown(signal, stan, inHand);
  };
  // #starter
  //: // TODO step 5: who signals twice is in a hurry.
  //: const stop = (signal: string): void => void shutDown(signal, stan, inHand);
  // #endregion
  // #region step 3: which signals
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // #starter
  //: // TODO step 3: nobody calls stop().
  // #endregion
}
