import { nameOf, type TestBroker } from '@workbook/testkit';
import { wrongIn } from './model';
import type { Shop } from './shop';
import type { Standing } from './standing';
import type { Storm } from './storm';
import type { Wrong } from './wrong';

/** So many ackWaits without a change, and what is not there will not come. */
const STUCK = 5;
/** So many in which nothing came again: what was asked of a database late was executed by then. */
const CALM = 4;
/** So many when all is right, and what still comes again will do so for ever. */
const RESTLESS = 20;

/** A storm and what comes after it. */
export interface Run {
  readonly shop: Shop;
  readonly storm: Storm;
  readonly broker: TestBroker;
  readonly pass: (duration: string) => Promise<void>;
  readonly standing: () => Promise<Standing>;
  /** What the shop does by itself every few seconds. */
  readonly each: () => void;
}

/** Lets the storm rage, and then pass what it takes until all has come to rest; gives what is wrong then. */
export async function comesToRest(run: Run): Promise<Wrong[]> {
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
      .flatMap((fact) => (fact.kind === 'redelivered' ? [[nameOf(fact), fact.client]] : [])),
  );
}

function restless([event, client]: [string, string]): Wrong {
  return {
    service: client.replace(/-\d+$/, ''),
    isEvent: (one) => nameOf(one) === event,
    isWrite: () => false,
    words: `${event} still comes to ${client}, again and again, when all the rest is done`,
  };
}
