import type { Random } from './random';
import type { Step, Subscribe } from './step';

/** The first is the one in which most happens. */
const CHANNELS = [...Array.from({ length: 12 }, () => 'a'), 'b', 'b', 'foo.bar'];
/** Names that are refused, or that look like it. */
const ODD_CHANNELS = [
  '',
  'a..b',
  '.a',
  'a.',
  'a*',
  'a.>',
  'a/b',
  'A',
  'a b',
  'ü.1',
  'a\u0000b',
  'a\nb',
  'a\tb',
  '\u007f',
  'x'.repeat(200),
];

/** What a drawn session has so far, as far as one can tell without running it. */
export class Picture {
  /** Those that are not known to have ended. */
  readonly subscriptions: Subscribe[] = [];
  /** The slots that may have a connection. */
  readonly open: number[] = [];
  #count = 0;

  constructor(private readonly random: Random) {}

  add(step: Step): void {
    if (step.do === 'connect' && !this.open.includes(step.slot)) this.open.push(step.slot);
    if (step.do === 'subscribe') this.subscriptions.push(step);
    if (step.do === 'end' && step.slot === undefined && !this.random.oneIn(8)) {
      const index = this.subscriptions.findIndex(({ sub }) => sub === step.sub);
      if (index >= 0) this.subscriptions.splice(index, 1);
    }
  }

  nextSubscription(): number {
    return ++this.#count;
  }

  slot(): number {
    return this.random.pick(this.open);
  }

  channel(): string {
    return this.random.pick(this.random.oneIn(30) ? ODD_CHANNELS : CHANNELS);
  }

  /** One of them: mostly one of the newest. */
  subscription(): Subscribe {
    return this.random.pick(this.subscriptions.slice(this.random.oneIn(3) ? 0 : -4));
  }

  /** Subscriptions on the same channel. */
  siblings({ channel }: Subscribe): readonly Subscribe[] {
    return this.subscriptions.filter((other) => other.channel === channel);
  }
}
