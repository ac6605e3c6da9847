import type { Client } from './client';
import type { Streams } from './streams';

/** How many clients go at each moment. */
const FEW = 8;

/** Clients that leave while the API server has the request for their stream, and before it has. */
export async function leaveEarly(
  {
    cluster,
    forwardAnywhere,
    connect,
    clients,
    until,
    known,
    open,
    streams,
    besides,
    uncaught,
    shown,
  }: Streams,
  what: string,
  leave: (client: Client) => void,
): Promise<void> {
  await cluster().addPod('nats-1');
  const { localPort } = await forwardAnywhere();
  // Half of them go while the API server has the request, and half before.
  const letGo = cluster().holdForwards();
  const early = Array.from({ length: FEW }, () => connect(localPort));
  await until(() => cluster().held === FEW);
  for (const client of early) leave(client);
  const others = Array.from({ length: FEW }, () => connect(localPort));
  await until(() => others.every(({ isConnected }) => isConnected));
  for (const client of others) leave(client);
  await known();
  letGo();
  // Those that come behind them are forwarded when those before have been, or have been given up.
  await clients(localPort, 3);
  await until(() => open() === 3);
  shown(
    `${2 * FEW} clients that connect and ${what} before their streams are there to leave nothing behind`,
    [`3 clients that came later are connected, and ${streams()}`, ...besides()],
    ': who is still there when the stream is open?',
    () => {
      expect(open()).toBe(3);
      expect(uncaught()).toEqual([]);
    },
  );
}
