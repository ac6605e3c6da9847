import { explain, limitOnRealServer, Random, type TestBroker, useWorld } from '@workbook/testkit';
import { Crowd } from './crowd';
import { focus } from './focus';
import { type Standing, standingIn, standingInMemory, toldBy, type Wrong, wrongIn } from './model';
import { SERVICE_NAMES, type Shop } from './shop';
import { faultsOf, type Size, Storm } from './storm';
import { System } from './system';

limitOnRealServer(120_000);

const isReal = process.env.NATS_STREAMING_SERVER !== undefined;
const read = 'README.md, "Step 5: a storm over the whole shop"';
/** So many ackWaits without a change, and what is not there will not come. */
const STUCK = 3;
const TWO_OF_EACH = [...SERVICE_NAMES, ...SERVICE_NAMES];
/** A process takes half a second to start. */
const FEW = [...SERVICE_NAMES, 'accounts'] as const;
const heartbeats = {
  heartbeatInterval: '1s',
  heartbeatTimeout: '1s',
  heartbeatFailCount: 1,
} as const;

/** Another one: `STORM_SEED=7 npm test step-5`. */
const SEEDS = process.env.STORM_SEED ? [Number(process.env.STORM_SEED)] : isReal ? [1] : [1, 2, 3];
const large: Size = {
  moments: 8,
  accounts: 48,
  tickets: 6,
  prices: 12,
  orders: 12,
  kills: 5,
  late: SERVICE_NAMES,
};
const small: Size = {
  moments: 4,
  accounts: 8,
  tickets: 3,
  prices: 6,
  orders: 3,
  kills: 1,
  late: ['accounts'],
};

/** A storm and what comes after it. */
interface Run {
  readonly shop: Shop;
  readonly storm: Storm;
  readonly broker: TestBroker;
  readonly pass: (duration: string) => Promise<void>;
  readonly standing: () => Promise<Standing>;
  /** What the shop does by itself every few seconds. */
  readonly each: () => void;
}

describe.each(SEEDS)('with everything in memory', (seed) => {
  const drawn = new Random(seed);
  const size = isReal ? { ...large, moments: 4, kills: 2 } : large;
  const { broker, pass } = useWorld({
    broker: { ...heartbeats, store: 'disk', faults: faultsOf(drawn, size) },
  });

  test(`storm ${seed}: nothing is lost, and nothing is applied twice`, async () => {
    jest.spyOn(console, 'log').mockReturnValue();
    jest.spyOn(console, 'error').mockReturnValue();
    const crowd = new Crowd(broker(), drawn);
    for (const service of TWO_OF_EACH) await crowd.start(service);
    const storm = new Storm(drawn, size, crowd, broker(), pass);
    const run: Run = {
      shop: crowd,
      storm,
      broker: broker(),
      pass,
      standing: () => Promise.resolve(standingInMemory(crowd, broker())),
      each: () => crowd.lookAgain(),
    };
    await expectRight(await comesToRest(run), run, seed, crowd.stores.written);
  });
});

describe('with programs and a database', () => {
  const drawn = new Random(9);
  const { broker, database, pass, settled } = useWorld({
    broker: { ...heartbeats, store: 'disk', faults: faultsOf(drawn, small) },
    database: {},
  });

  test('also with programs, of which one is killed', async () => {
    const system = new System(broker(), database(), { pass, settled }, drawn);
    await Promise.all(FEW.map((service) => system.start(service)));
    system.expectListening({ look: 'src/*/main.ts and src/*/listeners.ts', read });
    const storm = new Storm(drawn, small, system, broker(), pass);
    const run: Run = {
      shop: system,
      storm,
      broker: broker(),
      pass,
      standing: () => standingIn(database(), broker()),
      each: () => undefined,
    };
    await expectRight(await comesToRest(run), run, drawn.seed, database().facts.story());
  });
});

/** Fails with the first thing that is wrong, and what was recorded of it. */
async function expectRight(
  wrong: readonly Wrong[],
  { broker }: Run,
  seed: number,
  written: readonly string[],
): Promise<void> {
  // They come of the seed, and fill a screen.
  broker.recording.faults = '';
  const [first] = wrong;
  const events = broker.facts.published().length;
  // The picture of a storm that passes is of one order: from who was asked for it to the account that has paid.
  const order = toldBy(broker).find((ticket) => ticket.order)?.order?.id;
  if (!first && order !== undefined) await focus(order, broker, []);
  explain(
    {
      expected: `nothing to be lost and nothing to be applied twice in ${events} events (seed ${seed})`,
      happened: first
        ? [
            first.words,
            ...(wrong.length > 1 ? [`and ${wrong.length - 1} more`] : []),
            ...(await focus(first.about, broker, written)),
          ]
        : [],
      look: `src/${first?.service ?? ''}/listeners.ts`,
      read,
    },
    () => expect(wrong).toEqual([]),
  );
}

/** Lets the storm rage, and then pass what it takes until all that waits has come again; gives what is wrong then. */
async function comesToRest(run: Run): Promise<Wrong[]> {
  const { shop, storm, pass, standing, each } = run;
  await storm.rage(each);
  let wrong: Wrong[] = [];
  let seen = '';
  for (let since = 0; since < STUCK; since++) {
    each();
    await shop.quiet();
    wrong = wrongIn(await standing(), storm.accepted);
    if (wrong.length === 0) return loops(run);
    const now = JSON.stringify(wrong);
    if (now !== seen) since = 0;
    seen = now;
    await pass('5s');
  }
  return wrong;
}

/** What is sent again when all has come to rest comes again for ever. */
async function loops({ shop, broker, pass }: Run): Promise<Wrong[]> {
  // What was sent before a copy died, or was held, may come once more.
  await pass('12s');
  await shop.quiet();
  const before = broker.facts.all.length;
  await pass('6s');
  await shop.quiet();
  const again = broker.facts.all
    .slice(before)
    .flatMap((fact) => (fact.kind === 'redelivered' ? [fact] : []));
  const events = new Map(again.map((fact) => [`${fact.channel} #${fact.sequence}`, fact]));
  return [...events].map(([name, { client }]) => ({
    service: client.replace(/-\d+$/, ''),
    about: name,
    words: `${name} still comes to ${client}, again and again, when all the rest is done`,
  }));
}
