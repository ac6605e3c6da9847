import { nameOf, type TestBroker } from '@workbook/testkit';
import { wrongIn } from './model';
import type { Shop } from './shop';
import type { Standing } from './standing';
import type { Storm } from './storm';
import type { Wrong } from './wrong';

/** So many ackWaits without a change, and what is not there will not come. */
const STUCK = 5;
/** So many in which nothing came again: what was asked of a database late was executed by then. */
const CALM = 5;
/** So many in all: what still changes then will change for ever. On a real server it is a test's patience. */
const MOST = process.env.NATS_STREAMING_SERVER ? 14 : 60;
/** So often when all is right, and what still comes again will do so for ever. */
const RESTLESS = 8;

/** A storm and what comes after it. */
export interface Run {
  readonly shop: Shop;
  readonly storm: Storm;
  readonly broker: TestBroker;
  readonly pass: (duration: string) => Promise<void>;
  readonly standing: () => Promise<Standing>;
  /** What the copies have printed, line by line. */
  readonly printed: () => readonly string[];
  /** What the shop does by itself every few seconds. */
  readonly each: () => void;
}

/** Lets the storm rage, and then pass what it takes until all has come to rest; gives what is wrong then. */
export async function comesToRest(run: Run): Promise<Wrong[]> {
  const { shop, storm, broker, pass, standing, each } = run;
  await storm.rage(each);
  let seen = '';
  // Rounds in a row in which nothing has changed, and those in which all was right and nothing came again.
  let unchanged = 0;
  let calm = 0;
  /** How often each event has come again since all is right, and to whom last. */
  const restless = new Map<string, { readonly times: number; readonly client: string }>();
  for (let round = 1; ; round++) {
    each();
    await shop.quiet();
    const before = broker.facts.all.length;
    await pass('5s');
    await shop.quiet();
    const again = sentAgainSince(before, broker);
    const wrong = wrongIn(await standing(), storm.accepted);
    const isRight = wrong.length === 0;
    calm = isRight && again.size === 0 ? calm + 1 : 0;
    if (calm === CALM) return [];
    if (!isRight) restless.clear();
    else
      for (const [event, client] of again)
        restless.set(event, { client, times: (restless.get(event)?.times ?? 0) + 1 });
    const forEver = [...restless].filter(([, { times }]) => times >= RESTLESS);
    if (forEver.length > 0)
      return forEver.map(([event, { client }]) => wrongOfRestless(event, client));
    const now = JSON.stringify(wrong);
    unchanged = now === seen && !isRight ? unchanged + 1 : 0;
    if (unchanged === STUCK || (!isRight && round >= MOST)) return wrong;
    seen = now;
  }
}

/** The events that came again, and to whom. */
function sentAgainSince(before: number, { facts }: TestBroker): Map<string, string> {
  return new Map(
    facts.all
      .slice(before)
      .flatMap((fact) => (fact.kind === 'redelivered' ? [[nameOf(fact), fact.client]] : [])),
  );
}

function wrongOfRestless(event: string, client: string): Wrong {
  return {
    service: client.replace(/-\d+$/, ''),
    isEvent: (one) => nameOf(one) === event,
    isWrite: () => false,
    words: `${event} still comes to ${client}, again and again, when all the rest is done`,
  };
}
