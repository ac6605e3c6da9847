import type { Connection } from 'mongoose';
import type { Stan } from 'node-nats-streaming';
import type { Listener } from './bus/listener';
import { type Parked, ParkedInDatabase } from './bus/parked';
import { shutDown } from './bus/shutdown';
import { clientIDOf } from './client-id';
import { connect } from './connect';
import { noDatabase, openDatabase } from './database';
import type { BusEvent } from './events';
import { type Answer, Requests } from './http';
import { type Tell, tellOn } from './publishers';

/** What a service is made of. */
export interface Parts {
  readonly listeners: readonly Listener<BusEvent>[];
  /** What it owns, of which it tells again what could not be told. */
  readonly owned?: readonly { tellUntold(): Promise<void> }[];
  readonly http?: { readonly port: number; readonly answer: Answer };
}

/** What a service is made with. */
export interface Tools {
  readonly stan: Stan;
  readonly connection: Connection;
  readonly tell: Tell;
  readonly parked: Parked;
}

/** How often a service looks for what could not be told, and for what was parked and released, in ms. */
const again = 5 * 1000;

/** How long a service may take to end, in ms. */
const deadline = Number(process.env.SHUTDOWN_MS ?? 5 * 1000);

/** Starts a copy of a service: its database first, then the bus, and who asks for something last. */
export async function startService(
  name: string,
  make: (tools: Tools) => Parts | Promise<Parts>,
): Promise<void> {
  const clientID = clientIDOf(name);
  const connection = openDatabase(name, clientID);
  await connection.asPromise().catch(noDatabase);
  const stan = await connect(clientID);
  const parked = new ParkedInDatabase(connection);
  const parts = await make({ stan, connection, parked, tell: tellOn(stan) });
  const requests = parts.http && new Requests(parts.http.answer);
  const looking = lookAgainAndAgain(parts);
  const taking = [...(requests ? [requests] : []), ...parts.listeners, looking];
  endOnSignals(() => shutDown({ taking, stan, database: connection }, deadline));
  for (const listener of parts.listeners) listener.listen();
  const at = requests ? ` and answers at ${await requests.listen(parts.http.port)}` : '';
  console.log(`${clientID} listens${at}. Ctrl-C ends it.`);
}

/** Tells what could not be told, and tries again what was parked and released: now, and again and again. */
function lookAgainAndAgain(parts: Parts): { stop(): Promise<void> } {
  let look = lookAgain(parts);
  const timer = setInterval(() => {
    look = lookAgain(parts);
  }, again);
  return {
    stop: () => {
      clearInterval(timer);
      return look;
    },
  };
}

/** It never rejects: what fails is tried at the next look. */
async function lookAgain({ listeners, owned = [] }: Parts): Promise<void> {
  const looks = [
    ...owned.map((rows) => () => rows.tellUntold()),
    ...listeners.map((listener) => () => listener.handleReleased()),
  ];
  for (const look of looks) await look().catch((error: unknown) => console.error(String(error)));
}

/** Ends the program at the first signal that asks for it, and says by its code whether all of it has ended in time. */
function endOnSignals(end: () => Promise<boolean>): void {
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isEnding) return;
      isEnding = true;
      void end().then((isDone) => process.exit(isDone ? 0 : 1));
    });
  }
}
