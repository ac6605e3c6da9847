import type { Picture } from './picture';
import type { Random } from './random';
import type { Subscribe, Theme } from './step';

type Shape = 'plain' | 'durable' | 'queue' | 'durable queue';

const SHAPES: Record<Shape, number> = { plain: 6, durable: 4, queue: 5, 'durable queue': 5 };
const MORE: Partial<Record<Theme, Partial<Record<Shape, number>>>> = {
  groups: { plain: 1, durable: 1, queue: 14, 'durable queue': 14 },
  durables: { plain: 1, durable: 14, queue: 1, 'durable queue': 6 },
};

/** Groups have small windows, durables come back under the same name. */
export function drawSubscribe(random: Random, theme: Theme, picture: Picture): Subscribe {
  const shape = random.weighted({ ...SHAPES, ...MORE[theme] });
  const sub = picture.nextSubscription();
  const queue = random.oneIn(40)
    ? random.pick(['d:g', 'g:h', 'ü', 'g h', 'g\u0000'])
    : random.oneIn(5)
      ? 'h'
      : 'g';
  const durable = random.oneIn(40)
    ? random.pick(['d:e', 'ü', 'd e', 'd\u0000'])
    : random.oneIn(5)
      ? 'e'
      : 'd';
  const ackWait = random.weighted({ 1: 4, 2: theme === 'redelivery' ? 20 : 8, 3: 4, 30: 24 });
  const maxInFlight = random.weighted({ 1: 8, 2: 8, 3: 6, 5: 4, 1024: 10 });
  const others = picture.subscriptions;
  return {
    do: 'subscribe',
    slot: picture.slot(),
    sub,
    channel: random.oneIn(40) ? picture.channel() : random.oneIn(10) ? 'b' : 'a',
    queue: shape === 'queue' || shape === 'durable queue' ? queue : '',
    durable: shape === 'durable' || shape === 'durable queue' ? durable : '',
    maxInFlight: random.oneIn(60) ? random.pick([0, -1]) : Number(maxInFlight),
    ackWait: random.oneIn(60) ? random.pick([0, -1]) : Number(ackWait),
    start: random.oneIn(60) ? random.pick([5, -1]) : random.between(0, 4),
    sequence: random.pick([0, 1, 2, 3, 5, 100]),
    delta: random.pick([0, 3600]),
    acks: random.oneIn(4),
    inboxOf: others.length > 0 && random.oneIn(40) ? random.pick(others).sub : sub,
  };
}
