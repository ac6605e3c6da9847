import { explain, limitOnRealServer, useWorld } from '@workbook/testkit';
import { Drawn } from './drawn';
import { focus } from './focus';
import { standingIn, type Wrong, wrongIn } from './model';
import { faultsOf, Storm } from './storm';
import { System } from './system';

limitOnRealServer(120_000);

const read = 'README.md, "Step 5: a storm over the whole shop"';
/** Of another storm: `STORM_SEED=7 npm test step-5`. */
const seed = Number(process.env.STORM_SEED ?? 1);
const drawn = new Drawn(seed);
/** So many ackWaits without a change, and what is not there will not come. */
const STUCK = 3;

const { broker, database, pass, settled } = useWorld({
  broker: {
    store: 'disk',
    heartbeatInterval: '1s',
    heartbeatTimeout: '1s',
    heartbeatFailCount: 1,
    faults: faultsOf(drawn),
  },
  database: {},
});

test(`storm ${seed}: nothing is lost, and nothing is applied twice`, async () => {
  // They come of the seed, and fill a screen.
  broker().recording.faults = '';
  const system = new System(broker(), database(), { pass, settled });
  await system.startAll();
  system.expectListening({ look: 'src/*/main.ts and src/*/listeners.ts', read });
  const storm = new Storm(drawn, system, broker(), database(), pass);
  await storm.rage();
  const wrong = await calm(system, storm);
  const [first] = wrong;
  explain(
    {
      expected: `nothing to be lost and nothing to be applied twice in ${broker().facts.published().length} events (seed ${seed})`,
      happened: first
        ? [
            first.words,
            ...(wrong.length > 1 ? [`and ${wrong.length - 1} more of the kind`] : []),
            ...(await focus(first.about, broker(), database())),
          ]
        : [],
      look: `src/${first?.service ?? ''}/listeners.ts`,
      read,
    },
    () => expect(wrong).toEqual([]),
  );
}, 60_000);

/** Lets pass what it takes until all that waits has come again; gives what is wrong then. */
async function calm(system: System, storm: Storm): Promise<Wrong[]> {
  let wrong: Wrong[] = [];
  let seen = '';
  for (let since = 0; since < STUCK; since++) {
    await system.quiet();
    wrong = wrongIn(await standingIn(database(), broker()), storm.accepted);
    if (wrong.length === 0) return loops(system);
    const now = JSON.stringify(wrong);
    if (now !== seen) since = 0;
    seen = now;
    await pass('5s');
  }
  return wrong;
}

/** What is sent again when all has come to rest comes again for ever. */
async function loops(system: System): Promise<Wrong[]> {
  // What was sent before a copy died, or was held, may come once more.
  await pass('12s');
  await system.quiet();
  const before = broker().facts.all.length;
  await pass('6s');
  await system.quiet();
  const again = broker()
    .facts.all.slice(before)
    .flatMap((fact) => (fact.kind === 'redelivered' ? [fact] : []));
  const events = [...new Map(again.map((fact) => [`${fact.channel} #${fact.sequence}`, fact]))];
  return events.map(([name, { client }]) => ({
    service: client.split('-')[0]!,
    about: name,
    words: `${name} still comes to ${client}, again and again, when all the rest is done`,
  }));
}
