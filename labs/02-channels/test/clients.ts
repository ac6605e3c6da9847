import { once } from 'node:events';
import { connect, type Stan } from 'node-nats-streaming';

/** A client that looks for a lost broker at once, and asks it every second whether it is known. */
export async function dial(url: string, clientID: string): Promise<Stan> {
  const stan = connect('ticketing', clientID, {
    url,
    reconnectTimeWait: 20,
    stanPingInterval: 1000,
  });
  await once(stan, 'connect');
  return stan;
}

/** Closes a client, and resolves when the broker knows. */
export async function hangUp(stan: Stan): Promise<void> {
  const closed = once(stan, 'close');
  stan.close();
  await closed;
}

/** Publishes the order with a client of its own, and resolves when it is stored. */
export async function place(url: string, orderId: string): Promise<void> {
  const stan = await dial(url, `shop-${orderId}`);
  const event = JSON.stringify({ orderId, status: 'placed' });
  await new Promise<void>((resolve, reject) => {
    stan.publish('order:updated', event, (error: unknown) =>
      error ? reject(new Error(String(error))) : resolve(),
    );
  });
  await hangUp(stan);
}
