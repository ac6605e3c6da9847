import { drawSettings } from './draw-settings';
import { drawSubscribe } from './draw-subscribe';
import { Picture } from './picture';
import { Random } from './random';
import type { Author, Selection, Session, Settings, Step, Theme } from './step';

const SHORTEST = 5;
const LONGEST = 60;

const THEMES: Record<Theme, number> = {
  plain: 10,
  groups: 28,
  durables: 18,
  redelivery: 16,
  clients: 12,
  limits: 16,
  restarts: 14,
};

type Kind = Step['do'];

const WEIGHTS: Record<Kind, number> = {
  connect: 5,
  publish: 26,
  subscribe: 14,
  ack: 20,
  end: 9,
  close: 3,
  ping: 1,
  garbage: 1,
  drop: 2,
  return: 3,
  silence: 1,
  speak: 1,
  wait: 4,
  restart: 0,
};

const MORE: Record<Theme, Partial<Record<Kind, number>>> = {
  plain: {},
  groups: { end: 14, close: 5, ack: 26 },
  durables: { end: 16, close: 6, subscribe: 20, connect: 8 },
  redelivery: { wait: 12, ack: 14 },
  clients: { connect: 16, ping: 6, drop: 6, return: 6, silence: 5, speak: 3, close: 6, wait: 8 },
  limits: { publish: 34, wait: 8 },
  restarts: { restart: 7, return: 14, wait: 6 },
};

/**
 * The session of a seed.
 *
 * @param store where it is kept; undefined: that is drawn too
 */
export function drawSession(seed: number, store?: Settings['store']): Session {
  const random = new Random(seed);
  const theme = random.weighted(THEMES);
  const settings = drawSettings(random, theme, store);
  const picture = new Picture(random);
  const steps: Step[] = [];
  const count = random.oneIn(4) ? random.between(SHORTEST, LONGEST) : random.between(10, 30);
  const add = (step: Step): void => {
    steps.push(step);
    picture.add(step);
  };
  // Nothing can be done without a client.
  const clients = random.between(1, 3);
  for (let slot = 1; slot <= clients; slot++) add(connect(random, slot));
  for (let begun = random.between(0, 3); begun > 0; begun--) {
    add(drawSubscribe(random, theme, picture));
  }
  if (!random.oneIn(3)) add(publish(random, picture, settings));
  while (steps.length < count) {
    const kind = random.weighted({ ...WEIGHTS, ...MORE[theme] });
    for (const step of drawStep(kind, random, settings, picture)) add(step);
  }
  return { settings, steps };
}

function drawStep(
  kind: Kind,
  random: Random,
  settings: Settings,
  picture: Picture,
): readonly Step[] {
  const slot = picture.slot();
  switch (kind) {
    case 'connect':
      return [connect(random, random.between(1, 4))];
    case 'publish':
      return [publish(random, picture, settings)];
    case 'subscribe':
      return [drawSubscribe(random, settings.theme, picture)];
    case 'ack':
      return picture.subscriptions.length > 0 ? [ack(random, picture)] : [];
    case 'end':
      return picture.subscriptions.length > 0 ? [end(random, picture)] : [];
    case 'close':
      return [{ do: kind, slot, id: random.oneIn(6) ? random.pick(['nobody', 'a', 'b']) : '' }];
    case 'ping':
      return [{ do: kind, slot, as: random.pick(['itself', 'itself', 'unknown', 'nobody']) }];
    case 'garbage':
      return [garbage(random, slot)];
    case 'drop':
    case 'return':
    case 'silence':
    case 'speak':
      return [{ do: kind, slot }];
    case 'wait':
      return [{ do: kind, seconds: random.pick([1, 1, 2, 2, 3]) }];
    case 'restart':
      return [
        { do: kind, signal: random.pick(['SIGTERM', 'SIGKILL']) },
        ...picture.open.map((open) => ({ do: 'return' as const, slot: open })),
      ];
  }
}

function connect(random: Random, slot: number): Step {
  const own = 'abcd'[slot - 1]!;
  const odd = random.pick(['', 'a.b', 'ä', 'a b', 'a_b-1']);
  const id = random.oneIn(25) ? odd : random.oneIn(5) ? random.pick(['a', 'b']) : own;
  return { do: 'connect', slot, id, protocol: random.oneIn(5) ? 0 : 1 };
}

function publish(random: Random, picture: Picture, { flags }: Settings): Step {
  const authors: Record<Author, number> = {
    itself: 30,
    'its ID': 3,
    'another ID': 1,
    'an old connection': 1,
    'without a guid': 1,
  };
  // Whether old ones make room before they are sent is a matter of how many the server takes at once.
  const isLimited = flags.includes('-mm') || flags.includes('-mb');
  const count = !isLimited && random.oneIn(3) ? random.between(2, random.oneIn(6) ? 40 : 8) : 1;
  const large = random.oneIn(60)
    ? 1_048_600
    : random.oneIn(5)
      ? 1_000_000
      : random.between(1, 3000);
  return {
    do: 'publish',
    slot: picture.slot(),
    channel: picture.channel(),
    count,
    size: random.oneIn(isLimited ? 3 : 15) ? (count > 1 ? random.between(1, 300) : large) : 0,
    reply: random.oneIn(20) ? 'reply.to' : '',
    as: random.weighted(authors),
  };
}

function ack(random: Random, picture: Picture): Step {
  const of = picture.subscription();
  const other = random.pick(picture.siblings(of));
  const which = random.weighted<Selection>({ oldest: 8, newest: 5, all: 8, unknown: 1, acked: 1 });
  return {
    do: 'ack',
    sub: of.sub,
    via: random.oneIn(4) ? other.sub : of.sub,
    which,
    channel: random.oneIn(25) ? random.pick(['b', 'nowhere']) : '',
  };
}

function end(random: Random, picture: Picture): Step {
  const { sub } = picture.subscription();
  return {
    do: 'end',
    sub,
    how: random.pick(['unsub', 'subclose']),
    slot: random.oneIn(10) ? picture.slot() : undefined,
    by: random.weighted({ 'ack inbox': 10, inbox: 2, 'unknown inbox': 1 }),
    channel: random.oneIn(20) ? random.pick(['b', 'nowhere']) : '',
  };
}

function garbage(random: Random, slot: number): Step {
  const to = random.pick([
    'discover',
    'pub',
    'sub',
    'unsub',
    'subclose',
    'close',
    'discover.pings',
  ]);
  const subject = to === 'discover.pings' ? 'discover.test-cluster.pings' : `${to}.test-cluster`;
  return {
    do: 'garbage',
    slot,
    to: `_STAN.${subject}${to === 'pub' ? '.a' : ''}`,
    bytes: random.pick(['', '\x0a\x05ab', '\xff\xff\xff', 'hello', '\x08\x01']),
  };
}
