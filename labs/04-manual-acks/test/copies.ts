import type { Message, Stan } from 'node-nats-streaming';
import {
  type Copy,
  explain,
  type Published,
  type Service,
  type TestBroker,
} from '@workbook/testkit';
import { Handler } from '../src/handler';
import type { Ledger } from '../src/ledger';
import type { OrderUpdated } from '../src/order-updated';
import { ackWait, listen } from '../src/payments';

/** A real server takes its time: three times an ackWait of up to ten seconds, and a bit. */
export const limit = 40_000;

export const order: OrderUpdated = { orderId: '7', status: 'placed' };

/** Starts copies of payments with a handler of the test. */
export async function start(
  broker: TestBroker,
  copies: number,
  onMessage: (copy: Copy, data: OrderUpdated, msg: Message) => void,
): Promise<Service> {
  return broker.start('payments', copies, (copy) => {
    const failure = refusal(() =>
      listen(copy.stan, (data, msg) => {
        copy.onMessage(data, msg);
        onMessage(copy, data, msg);
      }),
    );
    explain(
      {
        expected: 'payments to subscribe with an ackWait of whole seconds, at least 1000 ms',
        happened: [`ackWait is ${ackWait} ms; subscribe() threw "${failure}"`],
        look: 'src/payments.ts, ackWait: the protocol has a field for seconds, and no fractions in it',
        read: 'notes/04-acknowledgements.md, "An ackWait that fits the work"',
      },
      () => expect(failure).toBe(''),
    );
  });
}

/** Starts copies of payments with the charge() of the service; what it throws is left to step 5. */
export async function startCharging(
  broker: TestBroker,
  copies: number,
  ledgerOf: (copy: Copy) => Ledger,
): Promise<Service> {
  const charging = new Map<Copy, Handler>();
  return start(broker, copies, (copy, data, msg) => {
    const handler = charging.get(copy) ?? new Handler(ledgerOf(copy));
    charging.set(copy, handler);
    handler.charge(data, msg).catch(() => undefined);
  });
}

/** What the subscription threw, in words; empty if it did not. */
function refusal(subscribe: () => unknown): string {
  try {
    subscribe();
    return '';
  } catch (error) {
    return String(error);
  }
}

/** Lets `count` times the ackWait pass. */
export async function passAckWaits(broker: TestBroker, count: number): Promise<void> {
  await broker.pass(`${count * ackWait}ms`);
}

/** How often `event` came to any copy of `service`. */
export function deliveries({ handled }: Service, event: Published): number {
  return handled.filter(({ sequence }) => sequence === event.sequence).length;
}

/** How texts count: `not at all`, `once`, `twice`, `3 times`. */
export function times(count: number): string {
  return ['not at all', 'once', 'twice'][count] ?? `${count} times`;
}

/** The inside of the client, which has no call for dying. */
interface Inside {
  nc?: { flush(done: () => void): void };
  closeWithError(event: string, error: Error): void;
}

/** Ends a copy as a crash does: what it has sent is sent, and it does not say goodbye. */
export async function crash(stan: Stan): Promise<never> {
  const inside = stan as unknown as Inside;
  await new Promise<void>((done) => inside.nc?.flush(done));
  inside.closeWithError('crash', new Error('this copy has crashed'));
  delete inside.nc;
  // Nothing that the process had in hand goes on.
  return new Promise<never>(() => undefined);
}
