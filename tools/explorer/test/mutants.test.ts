import { explore } from '../src';
import { bank, decide, type Teller } from './accounts';

/** The correct handler with one thing changed, as somebody might write it. */
const mutants: Readonly<Record<string, Teller>> = {
  'the ack comes before the save': async ({ data, ack }, { accounts }) => {
    const account = (await accounts.load('ann'))!;
    if (data.number <= account.last) {
      ack();
      return;
    }
    if (data.number > account.last + 1) return;
    ack();
    await accounts.update('ann', (now) =>
      now!.last === account.last ? decide(account, data) : undefined,
    );
  },
  'the save overwrites what another copy has saved': async ({ data, ack }, { accounts }) => {
    const account = (await accounts.load('ann'))!;
    if (data.number <= account.last) {
      ack();
      return;
    }
    if (data.number > account.last + 1) return;
    await accounts.save('ann', decide(account, data));
    ack();
  },
  'what was had already is done again': async ({ data, ack }, { accounts }) => {
    const account = (await accounts.load('ann'))!;
    if (data.number > account.last + 1) return;
    const saved = await accounts.update('ann', (now) =>
      now!.last === account.last ? decide(account, data) : undefined,
    );
    if (saved) ack();
  },
  'the last one is done again': async ({ data, ack }, { accounts }) => {
    const account = (await accounts.load('ann'))!;
    if (data.number < account.last) {
      ack();
      return;
    }
    if (data.number > account.last + 1) return;
    const saved = await accounts.update('ann', (now) =>
      now!.last === account.last ? decide(account, data) : undefined,
    );
    if (saved) ack();
  },
  'what was had already is left without an ack': async ({ data, ack }, { accounts }) => {
    const account = (await accounts.load('ann'))!;
    if (data.number !== account.last + 1) return;
    const saved = await accounts.update('ann', (now) =>
      now!.last === account.last ? decide(account, data) : undefined,
    );
    if (saved) ack();
  },
  'what comes too early is done': async ({ data, ack }, { accounts }) => {
    const account = (await accounts.load('ann'))!;
    if (data.number <= account.last) {
      ack();
      return;
    }
    const saved = await accounts.update('ann', (now) =>
      now!.last === account.last ? decide(account, data) : undefined,
    );
    if (saved) ack();
  },
  'what comes too early is acknowledged': async ({ data, ack }, { accounts }) => {
    const account = (await accounts.load('ann'))!;
    if (data.number <= account.last) {
      ack();
      return;
    }
    if (data.number > account.last + 1) {
      ack();
      return;
    }
    const saved = await accounts.update('ann', (now) =>
      now!.last === account.last ? decide(account, data) : undefined,
    );
    if (saved) ack();
  },
  'one gap is forgiven': async ({ data, ack }, { accounts }) => {
    const account = (await accounts.load('ann'))!;
    if (data.number <= account.last) {
      ack();
      return;
    }
    if (data.number > account.last + 2) return;
    const saved = await accounts.update('ann', (now) =>
      now!.last === account.last ? decide(account, data) : undefined,
    );
    if (saved) ack();
  },
  'the number is not stored': async ({ data, ack }, { accounts }) => {
    const account = (await accounts.load('ann'))!;
    if (data.number <= account.last) {
      ack();
      return;
    }
    if (data.number > account.last + 1) return;
    const saved = await accounts.update('ann', (now) =>
      now!.last === account.last ? { ...decide(account, data), last: account.last } : undefined,
    );
    if (saved) ack();
  },
  'the save compares nothing, and takes from what is there by then': async (
    { data, ack },
    { accounts },
  ) => {
    const account = (await accounts.load('ann'))!;
    if (data.number <= account.last) {
      ack();
      return;
    }
    if (data.number > account.last + 1) return;
    await accounts.update('ann', (now) => decide(now!, data));
    ack();
  },
};

test.each(Object.entries(mutants))(
  'unsafe in some schedule: %s',
  async (_, handle) => {
    const faults = { crashes: 1, lostAcks: 1, duplicates: 1 };
    const { unsafe } = await explore(bank(handle, { faults }), { limit: 5000 });
    expect(unsafe?.wrong).toEqual(expect.any(String));
  },
  60_000,
);

test('there are ten of them', () => {
  expect(Object.keys(mutants)).toHaveLength(10);
});
