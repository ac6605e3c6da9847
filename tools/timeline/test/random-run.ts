import fc from 'fast-check';
import type { Happened, Run } from '@workbook/history';

/** Names as people give them, long and in other scripts. */
const name = fc.oneof(
  fc.constantFrom('payments-1', 'audit', 'order:updated', 'a', 'warehouse-of-the-north-west-1'),
  fc.constantFrom('注文-サービス-1', '😀 shop', 'e\u0301te\u0301', 'ﾊﾝｶｸ', 'two\nlines'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
);

interface Cast {
  readonly clients: readonly string[];
  readonly channels: readonly string[];
  readonly groups: readonly (string | undefined)[];
}

const cast = fc.record<Cast>({
  clients: fc.uniqueArray(name, { minLength: 1, maxLength: 18 }),
  channels: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
  groups: fc.array(fc.option(name, { nil: undefined }), { minLength: 1, maxLength: 3 }),
});

/** One event: which kind, whose, where, which message; and how long after the one before. */
const draw = fc.tuple(fc.nat(20), fc.nat(17), fc.nat(2), fc.nat(6), fc.nat(70_000), name);

/** Any run: what follows on what need not make sense, as that of a learner may not. */
export const anyRun: fc.Arbitrary<{ run: Run; around: number | undefined }> = fc
  .tuple(cast, fc.array(draw, { maxLength: 70 }), fc.option(fc.nat(69), { nil: undefined }))
  .map(([people, draws, around]) => {
    let at = 0;
    const happened = draws.map(([kind, who, where, sequence, ms, text]) => {
      at += ms < 35_000 ? 0 : ms - 35_000;
      return eventOf(people, kind, who, where, sequence + 1, text, at);
    });
    const about =
      around === undefined || happened.length === 0 ? undefined : around % happened.length;
    return { run: { happened }, around: about };
  });

function eventOf(
  { clients, channels, groups }: Cast,
  kind: number,
  who: number,
  where: number,
  sequence: number,
  text: string,
  at: number,
): Happened {
  const number = who % clients.length;
  const client = clients[number]!;
  const channel = channels[where % channels.length]!;
  const subscription = number * 3 + (where % channels.length) + 1;
  const passage = { client, channel, sequence, subscription, at };
  const group = groups[number % groups.length];
  const membership = { client, channel, subscription, group, durableName: '', at };
  const access = { ...passage, table: 'a table', id: text };
  const events: readonly Happened[] = [
    { kind: 'connected', client, at },
    { kind: 'published', client, channel, sequence, at },
    { kind: 'published', client: 'publisher', channel, sequence, at },
    { kind: 'delivered', ...passage },
    { kind: 'redelivered', count: sequence, ...passage },
    { kind: 'acknowledged', ...passage },
    { kind: 'expired', ...passage },
    { kind: 'handling', ...passage },
    { kind: 'subscribed', ...membership },
    { kind: 'resumed', ...membership, durableName: text },
    { kind: 'suspended', ...membership, durableName: text, how: 'client gone' },
    { kind: 'removed', ...membership, how: 'unsubscribe' },
    { kind: 'saved', ...access, row: { version: sequence } },
    { kind: 'loaded', ...access, row: { note: text } },
    { kind: 'ack lost', ...passage },
    { kind: 'publish refused', client, channel: text, why: text, at },
    { kind: 'connection refused', client, why: text, at },
    { kind: 'killed', client, at },
    { kind: 'closed', client, why: 'asked', at },
    { kind: 'restarted', client: '', store: 'lost', at },
    { kind: 'note', client, text, at },
  ];
  return events[kind]!;
}
