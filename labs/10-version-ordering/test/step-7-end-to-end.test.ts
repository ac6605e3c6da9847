import { explain, Looking, patient, type Program, standing, useWorld } from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { LateDatabase } from './late-database';
import { storedCopies } from './orders';
import { Requests, saidBy, startMain } from './programs';
import { storedTickets } from './tickets';

const { broker, database, pass } = useWorld({
  broker: { heartbeatInterval: '1s', heartbeatTimeout: '1s', heartbeatFailCount: 1 },
  database: {},
});
const read = 'README.md, "Step 7: all together, with a copy killed in the middle"';

const subscribed = (copy: string): boolean => broker().facts.subscriptions(copy).length >= 2;

/** Resolves when `copy` has subscribed to both channels, or cannot any more. */
async function listens(copy: string, program: Program): Promise<boolean> {
  const limit = performance.now() + patient(8000);
  while (!subscribed(copy) && performance.now() < limit) if (await program.ended(5)) break;
  return subscribed(copy);
}

test('orders subscribes when its database answers, and not before', async () => {
  const late = new LateDatabase(database().newURL('orders-1', 'orders'));
  try {
    const program = await startMain('orders', 'orders-1', broker(), await late.listen());
    await late.looking.until(() => late.isAsked, patient(8000));
    // Who subscribes without waiting for it does so now.
    const early = new Looking();
    await early.until(() => subscribed('orders-1'), patient(1000));
    const isEarly = broker().facts.subscriptions('orders-1').length > 0;
    late.open();
    const isListening = isEarly || (await listens('orders-1', program));
    explain(
      {
        expected: 'orders to subscribe once its database has answered',
        happened: isEarly
          ? [
              'its database had not answered yet:',
              ...broker().facts.asked(['orders-1']),
              'the broker sends events as soon as somebody subscribes',
            ]
          : [...broker().facts.asked(['orders-1']), ...saidBy('orders-1', program)],
        look: 'src/orders/main.ts: in which order?',
        read,
      },
      () => expect([isEarly, isListening]).toEqual([false, true]),
    );
  } finally {
    late.close();
  }
});

test('what orders has is what tickets has, whoever was killed meanwhile', async () => {
  const tickets = await startMain(
    'tickets',
    'tickets-1',
    broker(),
    database().newURL('tickets-1', 'tickets'),
  );
  const copies = new Map<string, Program>();
  const startCopy = async (copy: string): Promise<void> => {
    const program = await startMain('orders', copy, broker(), database().newURL(copy, 'orders'));
    copies.set(copy, program);
    await listens(copy, program);
  };
  await Promise.all([startCopy('orders-1'), startCopy('orders-2')]);
  const requests = new Requests(tickets, 'tickets-1');
  const ids: string[] = [];
  for (const [title, price] of [
    ['concert', 20],
    ['opera', 95.5],
    ['circus', 7],
  ] as const)
    ids.push((await requests.create(title, price)).id);
  /** How often each ticket was changed: somebody else may have been quicker. */
  const changes = new Map<string, number>();
  const change = async (round: number): Promise<void> => {
    const events = ids.map(async (id, index) => requests.price(id, 10 * round + index));
    for (const { id, error } of await Promise.all(events))
      if (error === undefined) changes.set(id, (changes.get(id) ?? 0) + 1);
  };
  for (const round of [1, 2, 3]) await change(round);
  await broker().publish(Subjects.OrderCreated, { id: 'a7', ticketId: ids[0] });
  await copies.get('orders-1')!.signal('SIGKILL');
  for (const round of [4, 5, 6]) await change(round);
  await startCopy('orders-3');
  await change(7);
  const same = await comes(async () => {
    await pass('1s');
    return isSame(await storedTickets(database()), await storedCopies(database()));
  });
  const [owned, copied] = [await storedTickets(database()), await storedCopies(database())];
  explain(
    {
      expected:
        'each copy in orders to have the price and the version that its ticket has in tickets, in the end',
      happened: [
        'in tickets:',
        ...standing(owned),
        'in orders:',
        ...standing(copied),
        ...[...copies].flatMap(([copy, program]) => saidBy(copy, program)),
      ],
      look: 'src/orders/main.ts, and what the steps before are about',
      read,
    },
    () => {
      const reserved = (id: string): number => (id === ids[0] ? 1 : 0);
      expect(owned).toMatchObject(
        ids.map((id) => ({ _id: id, version: (changes.get(id) ?? 0) + reserved(id) })),
      );
      expect(same).toBe(true);
    },
  );
});

/** Whether the copies are those of the tickets. */
function isSame(
  tickets: readonly Record<string, unknown>[],
  copies: readonly Record<string, unknown>[],
): boolean {
  const seen = (rows: typeof tickets): string =>
    JSON.stringify(rows.map(({ _id, title, price, version }) => [_id, title, price, version]));
  return seen(tickets) === seen(copies);
}

/** Looks until `condition` holds, for 30 s of the world. */
async function comes(condition: () => Promise<boolean>): Promise<boolean> {
  for (let second = 0; second < 30; second++) if (await condition()) return true;
  return false;
}
