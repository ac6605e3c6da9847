import { explain, limitOnRealServer, Random, type TestBroker, useWorld } from '@workbook/testkit';
import { Crowd } from './crowd';
import { focus } from './focus';
import { type Wrong, wrongIn } from './model';
import { type Standing, standingIn, standingInMemory, toldBy } from './standing';
import { SERVICE_NAMES, type Shop } from './shop';
import { faultsOf, type Size, Storm } from './storm';
import { System } from './system';

limitOnRealServer(120_000);

const isReal = process.env.NATS_STREAMING_SERVER !== undefined;
const read = 'README.md, "Step 5: a storm over the whole shop"';
/** So many ackWaits without a change, and what is not there will not come. */
const STUCK = 5;
/** So many in which nothing came again: what was asked of a database late was executed by then. */
const CALM = 4;
/** So many when all is right, and what still comes again will do so for ever. */
const RESTLESS = 20;
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

/** Lets the storm rage, and then pass what it takes until all has come to rest; gives what is wrong then. */
async function comesToRest(run: Run): Promise<Wrong[]> {
  const { shop, storm, broker, pass, standing, each } = run;
  await storm.rage(each);
  let seen = '';
  // Rounds in a row: in which nothing has changed, in which all was right, and of those in which nothing came again.
  let unchanged = 0;
  let right = 0;
  let calm = 0;
  for (;;) {
    each();
    await shop.quiet();
    const before = broker.facts.all.length;
    await pass('5s');
    await shop.quiet();
    const again = sentAgainSince(before, broker);
    const wrong = wrongIn(await standing(), storm.accepted);
    right = wrong.length === 0 ? right + 1 : 0;
    calm = right > 0 && again.size === 0 ? calm + 1 : 0;
    if (calm === CALM) return [];
    if (right >= RESTLESS && again.size > 0) return [...again].map(restless);
    const now = JSON.stringify(wrong);
    unchanged = now === seen && right === 0 ? unchanged + 1 : 0;
    if (unchanged === STUCK) return wrong;
    seen = now;
  }
}

/** The events that came again, and to whom. */
function sentAgainSince(before: number, { facts }: TestBroker): Map<string, string> {
  return new Map(
    facts.all
      .slice(before)
      .flatMap((fact) =>
        fact.kind === 'redelivered' ? [[`${fact.channel} #${fact.sequence}`, fact.client]] : [],
      ),
  );
}

function restless([event, client]: [string, string]): Wrong {
  return {
    service: client.replace(/-\d+$/, ''),
    about: event,
    words: `${event} still comes to ${client}, again and again, when all the rest is done`,
  };
}
