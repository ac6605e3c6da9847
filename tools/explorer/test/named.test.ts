import { explore, Fates, replay, ScheduleError, type SmallWorld, stand, type Word } from '../src';
import {
  bank,
  type Bank,
  correct,
  naive,
  type Teller,
  twoWithdrawals,
  type Withdrawal,
} from './accounts';

const everyFault = { crashes: 1, lostAcks: 1, duplicates: 1 };

test('the shortest unsafe schedule, without what comes by itself', async () => {
  const { unsafe } = await explore(twoWithdrawals(naive));
  expect(unsafe!.moves).toBe('send #1 > a; read; send #2 > b; read');
});

test.each([
  ['none', {}],
  ['a crash', { crashes: 1 }],
  ['a lost ack', { lostAcks: 1 }],
  ['a duplicate', { duplicates: 1 }],
  ['all of them', everyFault],
])('with %s as faults, the moves of a schedule are that schedule', async (_what, faults) => {
  const world = bank(naive, { faults });
  const { unsafe } = await explore(world, { limit: 3000, sample: 200 });
  const again = await replay(world, unsafe!.moves);
  expect(again.dodged).toBeUndefined();
  expect(again).toMatchObject(unsafe!);
});

test('on other code, the move is named at which that goes another way', async () => {
  const moves = 'send #1 > a; read; send #2 > b; b read; b write; a write';
  expect(await replay(twoWithdrawals(naive), moves)).toMatchObject({
    dodged: undefined,
    wrong: 'ann has -10',
  });
  const { dodged, wrong, story } = await replay(twoWithdrawals(correct), moves);
  expect(dodged).toEqual({ at: 5, move: 'b write', possible: ['a write'], meanings: [] });
  expect(wrong).toBeUndefined();
  expect(story).toContain('Dodged at move 5, "b write": possible was');
});

test('a schedule that is over dodges what was to come', async () => {
  const world = twoWithdrawals(({ ack }) => {
    ack();
    return Promise.resolve();
  });
  const { dodged } = await replay(world, ['send #1 > a', 'send #2 > a', 'read']);
  expect(dodged).toEqual({ at: 3, move: 'read', possible: [], meanings: [] });
});

test('where a copy could do the same with two messages, the message is named', async () => {
  const world = twoWithdrawals(naive);
  const both = 'send #1 > a; send #2 > a';
  expect((await stand(world, both)).possible).toEqual(['read #1', 'read #2']);
  expect((await replay(world, `${both}; read`)).dodged).toMatchObject({
    at: 3,
    meanings: ['read #1', 'read #2'],
  });
  expect((await stand(world, `${both}; a read #2`)).possible).toEqual(['read', 'write']);
});

test('of one message twice in a copy, the delivery is named', async () => {
  const world = twoWithdrawals(naive, { faults: { duplicates: 1 } });
  const { possible } = await stand(world, 'send #1 > a; send #1 > a');
  expect(possible).toEqual(expect.arrayContaining(['read #1.1', 'read #1.2']));
});

test('two channels give their messages names', async () => {
  const world: SmallWorld<Withdrawal, Bank> = {
    ...twoWithdrawals(naive),
    events: ['account:deposited', 'account:withdrawn'].map((channel) => ({
      channel,
      data: { number: 1, amount: 10 },
    })),
  };
  expect((await stand(world, '')).possible).toEqual([
    'send deposited #1 > a',
    'send withdrawn #1 > a',
  ]);
});

test('a lost ack belongs to the move that acknowledges', async () => {
  const world = twoWithdrawals(naive, { faults: { lostAcks: 1 } });
  const before = 'send #1 > a; read; write';
  expect((await stand(world, before)).possible).toContain('lost ack');
  const after = await stand(world, `${before}; lost ack`);
  expect(after.steps.at(-1)).toMatchObject({ kind: 'ack lost', client: 'accounts-1' });
  expect(after.possible).not.toContain('lost ack');
  expect((await replay(world, 'send #1 > a; lost ack')).dodged).toMatchObject({ at: 2 });
});

test('a copy may crash before it does anything, and between its write and its ack', async () => {
  const world = twoWithdrawals(naive, { faults: { crashes: 1 } });
  expect((await stand(world, 'send #1 > a')).possible).toContain('crash');
  const { tables, steps } = await stand(world, 'send #1 > a; read; crash after write');
  expect(tables.accounts!.ann).toMatchObject({ balance: 60 });
  expect(steps.at(-1)).toMatchObject({ kind: 'crashed', when: 'after its save' });
});

test.each([
  ['crash', 'before its save'],
  ['read; crash', 'before its save'],
  ['read; crash after write', 'after its save'],
  ['read; write; crash', 'between its saves'],
  ['read; write; crash after write', 'after its save'],
  ['read; write; write; crash', 'after its save'],
  ['read; write; write; read; crash after write', 'after its save'],
])('of a copy that writes twice it is told where it crashed: %s', async (moves, when) => {
  const twice: Teller = async (message, { accounts }) => {
    await accounts.load('ann');
    await accounts.save('ann', { balance: 60, last: 0 });
    await accounts.save('ann', { balance: 60, last: message.data.number });
    await accounts.load('ann');
    await accounts.update('ann', () => undefined);
  };
  const world = twoWithdrawals(twice, { faults: { crashes: 1 } });
  const { steps } = await stand(world, `send #1 > a; ${moves}`);
  expect(steps.at(-1)).toMatchObject({ kind: 'crashed', when });
});

test('a write that was refused is no save', async () => {
  const idle: Teller = async (_, { accounts }) => {
    await accounts.update('ann', () => undefined);
  };
  const world = twoWithdrawals(idle, { faults: { crashes: 1 } });
  const { steps } = await stand(world, 'send #1 > a; crash after write');
  expect(steps.at(-1)).toMatchObject({ kind: 'crashed', when: 'after its write was refused' });
});

test('what the database refuses comes again, late and behind others', async () => {
  const world = twoWithdrawals(naive, { faults: { failures: 1 }, copies: 1 });
  const { possible, steps } = await stand(world, 'send #1 > a; a fail');
  expect(steps.at(-1)).toMatchObject({ kind: 'failed', why: 'the database refuses' });
  expect(possible).toEqual(['send #2 > a', 'send #1 > a']);
  const { run, wrong } = await replay(world, 'send #1 > a; read; fail; send #2 > a');
  expect(wrong).toBeUndefined();
  const saved = run.happened.filter(({ kind }) => kind === 'saved');
  expect(saved).toMatchObject([{ sequence: 2 }]);
});

test.each([
  [
    'send #1 > a; raed',
    'Move 2: "raed" is no move.\n    Possible there: read; send #2 > a; send #2 > b.',
  ],
  [
    'send #4 > a',
    'Move 1: There is no message #4: there are #1, #2.\n    Possible there: send #1 > a.',
  ],
  [
    'read; raed',
    'Move 2: "raed" is no move.\n    Dodged at move 1, "read": possible was send #1 > a.',
  ],
])('"%s" is an error that names the word', async (moves, message) => {
  const error = await replay(twoWithdrawals(naive), moves).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ScheduleError);
  expect((error as Error).message).toBe(message);
});

test('a list of words is completed by their type, and a text is the same', async () => {
  const words: Word[] = ['send #1 > a', 'read', 'send #2 > b', 'read', 'write', 'a write'];
  const one = await replay(twoWithdrawals(naive), words);
  expect(await replay(twoWithdrawals(naive), words.join(' ;  '))).toEqual(one);
  // @ts-expect-error -- no such word
  const wrong: Word = 'raed';
  expect(wrong).toBe('raed');
});

describe('what lies behind each possible move', () => {
  test('is counted, and at the start comes to all that there is', async () => {
    const world = twoWithdrawals(naive);
    const { tried, safe } = await explore(world);
    expect(await new Fates(world).after('')).toEqual([
      { move: 'send #1 > a', schedules: tried, bad: tried - safe, all: true },
    ]);
    expect(await new Fates(world).after('send #1 > a; read; send #2 > b; read')).toEqual([
      { move: 'a write', schedules: 1, bad: 1, all: true },
      { move: 'write', schedules: 1, bad: 1, all: true },
    ]);
  });

  const services = {
    'a line in memory': ({ accounts }: Parameters<Teller>[1]) => {
      let last = Promise.resolve();
      return (message: Parameters<Teller>[0]) =>
        (last = last.then(async () => naive(message, { accounts })));
    },
    'a set of those that were seen': ({ accounts }: Parameters<Teller>[1]) => {
      const seen = new Set<number>();
      return async (message: Parameters<Teller>[0]) => {
        if (seen.has(message.sequence)) message.ack();
        else await naive(message, { accounts });
        seen.add(message.sequence);
      };
    },
  };

  test.each(
    [{}, { crashes: 1 }, { lostAcks: 1 }, { duplicates: 1 }, { failures: 1 }].flatMap((faults) => [
      ['naive', twoWithdrawals(naive, { faults })] as const,
      ['naive, one of each', twoWithdrawals(naive, { faults, maxInFlight: 1 })] as const,
      ['naive, in one copy', twoWithdrawals(naive, { faults, copies: 1 })] as const,
      ['correct', twoWithdrawals(correct, { faults })] as const,
      ...Object.entries(services).map(([name, service]) => {
        const world = { ...twoWithdrawals(naive, { faults }), handle: undefined, service };
        return [name, world as unknown as SmallWorld<Withdrawal, Bank>] as const;
      }),
    ]),
  )('is as much as is found by running each: %s', async (_name, world) => {
    const { tried, safe } = await explore(world);
    const found = await new Fates(world).after('');
    expect(found).toEqual([
      { move: 'send #1 > a', schedules: tried, bad: tried - safe, all: true },
    ]);
  });

  test('is nothing bad for code that is right', async () => {
    const found = await new Fates(bank(correct, { faults: { crashes: 1 } })).after(
      'send #1 > a; read',
    );
    expect(found.length).toBeGreaterThan(2);
    expect(found.filter(({ bad }) => bad > 0)).toEqual([]);
  });

  test('is a sample where there is too much', async () => {
    const options = { limit: 20, sample: 30 };
    const [first] = await new Fates(bank(naive, { faults: everyFault }), options).after('');
    expect(first).toMatchObject({ all: false });
    expect(first!.schedules).toBeLessThanOrEqual(30);
    expect(first!.bad).toBeGreaterThan(0);
  });
});
