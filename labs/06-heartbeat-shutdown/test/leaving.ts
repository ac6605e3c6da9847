import { explain, nameOf, type Program, type Published, type TestBroker } from '@workbook/testkit';
import type { Bank } from './bank';
import { comes } from './copies';
import { howItEnded } from './words';

export const advice = {
  look: 'src/in-hand.ts, finish(): what is in hand when the signal comes?',
  read: 'notes/06-heartbeats-and-shutdown.md, "Finish what is in hand"',
};

/** What is asked of payments-2 on its way out, while the bank has its cards. */
export class Leaving {
  constructor(
    private readonly broker: TestBroker,
    private readonly bank: Bank,
    private readonly program: Program,
  ) {}

  /** Fails unless it asks the bank to charge as many orders as `count`. */
  async expectToBegin(count: number): Promise<void> {
    const { bank, program } = this;
    const begun = await comes(program, () => bank.asked.length === count);
    const asked = bank.asked.map((order) => `order ${order}`).join(', ') || 'none';
    explain(
      {
        expected: `payments-2 to ask the bank to charge ${count} orders`,
        happened: [`it asked for ${asked}, and`, await this.#howItEnded()],
        ...advice,
        look: 'src/in-hand.ts: what does take() do before finish() is called?',
      },
      () => expect(begun).toBe(true),
    );
  }

  /** Fails unless it acknowledges `event`, which the bank has charged. */
  async expectAck(event: Published): Promise<void> {
    const { facts } = this.broker;
    const isAcked = await comes(this.program, () => facts.acks(event).length > 0);
    explain(
      {
        expected: `payments-2 to acknowledge ${nameOf(event)}, which the bank has charged`,
        happened: [...facts.storyOf(event), await this.#howItEnded()],
        ...advice,
      },
      () => expect(isAcked).toBe(true),
    );
  }

  /** Fails if it has ended, or said goodbye, while the bank still has `cards`. */
  async expectToWait(cards: string, before = ''): Promise<void> {
    await this.program.hears();
    const exit = await this.program.ended(0);
    const hasClosed = this.broker.facts.hasClosed('payments-2');
    explain(
      {
        expected: 'payments-2 to finish all that it had in hand at SIGTERM, and then to leave',
        happened: hasClosed
          ? [
              `it told the broker that it leaves, while the bank still had ${cards}:`,
              'the next copy is given that as well',
            ]
          : [
              await this.#howItEnded(),
              `while the bank still had ${cards}${before && `, and ${before}`}`,
            ],
        ...advice,
        ...(hasClosed && {
          look: 'src/shutdown.ts: does close() wait for finish()? And finish(), in src/in-hand.ts, for what?',
        }),
      },
      () => expect(hasClosed || exit !== undefined).toBe(false),
    );
  }

  /** Fails unless it has acknowledged `events` and leaves in order, now that the bank has answered all. */
  async expectToLeave(events: readonly Published[], bankSaid: string): Promise<void> {
    const exit = await this.program.ended();
    explain(
      {
        expected: 'payments-2 to end with code 0 when nothing is in hand any more',
        happened: [bankSaid, await this.#howItEnded()],
        ...advice,
        look: 'src/in-hand.ts: when is an event in hand no more, and does finish() notice?',
      },
      () => expect(exit?.code).toBe(0),
    );
    for (const event of events) await this.expectAck(event);
  }

  async #howItEnded(): Promise<string> {
    return howItEnded('payments-2', this.program, await this.program.ended(0));
  }
}
