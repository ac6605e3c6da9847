import { Marks } from '../../src/store/file/marks';
import { State, subscriptionChange } from '../../src/store/file/state';
import type { Stateful, SubscriptionState } from '../../src/store/store';
import { Random } from '@workbook/random';

const FEW_STEPS = 20;
const STEPS = 400;

/** Two subscriptions of one channel. */
const IDS = [1, 2];

/** What the log says of a subscription to which something is sent and acknowledged at random. */
class Subject implements Stateful {
  readonly channel = 'foo';
  lastSent = 0;
  groupLastSent = 0;
  readonly pending = new Map<number, number>();

  constructor(
    readonly id: number,
    readonly log: State,
    readonly marks: Marks,
  ) {
    this.write();
  }

  state(): SubscriptionState {
    return {
      id: this.id,
      channel: this.channel,
      clientID: 'ann',
      inbox: '_INBOX.1',
      ackInbox: '_INBOX.2',
      maxInFlight: 10,
      ackWait: 30_000,
      durableName: '',
      groupKey: undefined,
      lastSent: this.lastSent,
      groupLastSent: this.groupLastSent,
      isActive: true,
      pending: [...this.pending.keys()],
    };
  }

  send(sequence: number): void {
    this.lastSent = Math.max(this.lastSent, sequence);
    this.pending.set(sequence, 0);
    this.marks.touch(this, sequence);
  }

  acknowledge(sequence: number): void {
    if (this.pending.delete(sequence)) this.marks.touch(this, sequence);
  }

  /** All of it is written. */
  write(): void {
    this.marks.forget(this.id);
    this.log.apply(subscriptionChange(this.state()));
  }

  /** What is pending, and what the log says. */
  get both(): readonly unknown[] {
    const written = this.log.subscriptions.find(({ id }) => id === this.id);
    const said = [...written!.pending].sort((a, b) => a - b);
    return [
      { pending: [...this.pending.keys()].sort((a, b) => a - b), lastSent: this.lastSent },
      { pending: said, lastSent: written!.lastSent },
    ];
  }
}

test.each([FEW_STEPS, STEPS])('what is pending is what was marked, in %d steps', (steps) => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = new Random(seed);
    const log = new State('test-cluster', 'store', 1);
    const marks = new Marks();
    const subjects = IDS.map((id) => new Subject(id, log, marks));
    let next = 1;
    for (let step = 0; step < steps; step++) {
      const subject = random.pick(subjects);
      const what = random.below(100);
      if (what < 40) subject.send((next += 1 + random.below(3)));
      else if (what < 50) subject.send(1 + random.below(next));
      else if (what < 90) {
        const pending = [...subject.pending.keys()];
        if (pending.length > 0) subject.acknowledge(random.pick(pending));
      } else if (what < 93) {
        subject.write();
        expect(subject.both[1]).toEqual(subject.both[0]);
      } else {
        for (const change of marks.take()) log.apply(change);
        for (const each of subjects) expect(each.both[1]).toEqual(each.both[0]);
      }
    }
  }
});
