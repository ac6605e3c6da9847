import { explain, limitOnRealServer, Random, useWorld } from '@workbook/testkit';
import { Crowd } from './crowd';
import { focus, focusOnOrder } from './focus';
import { comesToRest, type Run } from './rest';
import { standingIn, standingInMemory, toldBy } from './standing';
import { SERVICE_NAMES } from './shop';
import { faultsOf, type Size, Storm } from './storm';
import { System } from './system';
import type { Wrong } from './wrong';

limitOnRealServer(120_000);

const isReal = process.env.NATS_STREAMING_SERVER !== undefined;
const read = 'README.md, "Step 5: a storm over the whole shop"';
const TWO_OF_EACH = [...SERVICE_NAMES, ...SERVICE_NAMES];
/** A process takes half a second to start. */
const FEW = [...SERVICE_NAMES, 'accounts'] as const;
const heartbeats = {
  heartbeatInterval: '1s',
  heartbeatTimeout: '1s',
  heartbeatFailCount: 1,
} as const;

/** Another one: `STORM_SEED=7 npm test step-5`. */
const SEEDS = process.env.STORM_SEED ? [Number(process.env.STORM_SEED)] : [1, 2, 3];
const large: Size = {
  moments: 8,
  accounts: 44,
  tickets: 8,
  prices: 14,
  orders: 14,
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

// On a real server time is real as well, and a storm would take minutes: there the programs have to do.
for (const seed of isReal ? [] : SEEDS) {
  describe('with everything in memory', () => {
    const drawn = new Random(seed);
    const { broker, pass } = useWorld({
      broker: { ...heartbeats, store: 'disk', faults: faultsOf(drawn, large) },
    });

    test(`storm ${seed}: nothing is lost, and nothing is applied twice`, async () => {
      jest.spyOn(console, 'log').mockReturnValue();
      const printed: string[] = [];
      jest.spyOn(console, 'error').mockImplementation((line) => printed.push(String(line)));
      const crowd = new Crowd(broker(), drawn);
      for (const service of TWO_OF_EACH) await crowd.start(service);
      const run: Run = {
        shop: crowd,
        storm: new Storm(drawn, large, crowd, broker(), pass),
        broker: broker(),
        pass,
        standing: () => Promise.resolve(standingInMemory(crowd, broker())),
        printed: () => printed,
        each: () => crowd.lookAgain(),
      };
      await expectRight(await comesToRest(run), run, ` (seed ${seed})`);
    });
  });
}

describe('with programs and a database', () => {
  const drawn = new Random(9);
  const few = isReal ? { ...small, tickets: 6, prices: 8, orders: 8, kills: 2 } : small;
  const { broker, database, pass, settled } = useWorld({
    broker: { ...heartbeats, store: 'disk', faults: faultsOf(drawn, few) },
    database: {},
  });

  test('also with programs, of which one is killed', async () => {
    const system = new System(broker(), database(), { pass, settled }, drawn);
    await Promise.all(FEW.map((service) => system.start(service)));
    system.expectListening({ look: 'src/*/main.ts and src/*/listeners.ts', read });
    const run: Run = {
      shop: system,
      storm: new Storm(drawn, few, system, broker(), pass),
      broker: broker(),
      pass,
      standing: () => standingIn(database(), broker()),
      printed: () => system.printed,
      each: () => undefined,
    };
    await expectRight(await comesToRest(run), run);
  });
});

/** Fails with the first thing that is wrong, and what was recorded of it. */
async function expectRight(wrong: readonly Wrong[], run: Run, which = ''): Promise<void> {
  const { broker, standing, printed } = run;
  // They come of the seed, and fill a screen.
  broker.recording.faults = '';
  const [first] = wrong;
  const events = broker.facts.published().length;
  // The picture of a storm that passes is of one order: from who was asked for it to the account that has paid.
  const order = toldBy(broker).find((ticket) => ticket.order)?.order?.id;
  if (!first && order !== undefined) await focusOnOrder(order, broker);
  explain(
    {
      expected: `nothing to be lost and nothing to be applied twice in ${events} events${which}`,
      happened: first
        ? [
            first.words,
            ...(wrong.length > 1 ? [`and ${wrong.length - 1} more`] : []),
            ...(await focus(first, broker, (await standing()).written, printed())),
          ]
        : [],
      look: `src/${first?.service ?? ''}/listeners.ts`,
      read,
    },
    () => expect(wrong).toEqual([]),
  );
}
