import type { Published, TestBroker } from '@workbook/testkit';
import type { BusEvent } from '../src/events';
import { Subjects } from '../src/subjects';
import { dataOf } from './kinds';
import { ParkedInMemory } from './parked-in-memory';
import { type Handle, Scene } from './scene';

export const read = 'README.md, "Step 2: what nobody can handle is put aside"';

/** A handler that has nothing to complain of. */
export const acks: Handle = (_, msg) => msg.ack();

/** The channel of tests in which the kind of event does not matter. */
export const first = Subjects.TicketCreated;

/** Events of a channel, as somebody publishes them. */
export function texts(channel: BusEvent['subject'], ...numbers: readonly number[]): string[] {
  return numbers.map((n) => JSON.stringify(dataOf(channel, n)));
}

/** Copies of a service that have one place to park in. */
export interface Parking {
  readonly parked: ParkedInMemory;
  readonly scene: Scene;
  /** Publishes, and waits until all that comes of it at once is done. */
  readonly publish: (...said: readonly string[]) => Promise<Published[]>;
  /** What became of events, and what is parked. */
  readonly story: (...events: readonly Published[]) => string[];
}

export async function startParking(
  { broker, settled }: { readonly broker: TestBroker; readonly settled: () => Promise<void> },
  handle: Handle,
  channel: BusEvent['subject'] = first,
): Promise<Parking> {
  const parked = new ParkedInMemory();
  const scene = new Scene(broker, channel, handle);
  await scene.start(1, () => parked);
  return {
    parked,
    scene,
    publish: async (...said) => {
      const events = await scene.publish(...said);
      await settled();
      return events;
    },
    story: (...events) => [...scene.story(...events), ...parked.story()],
  };
}
