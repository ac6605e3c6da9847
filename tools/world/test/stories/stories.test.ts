import fc from 'fast-check';
import type { Happened, Of, Passage } from '@workbook/history';
import { lanes, story } from '@workbook/timeline';
import { anySession, play } from './session';

/** How often a text says something. */
function count(text: string, what: string): number {
  return text.split(what).length - 1;
}

function of<Kind extends Happened['kind']>(happened: readonly Happened[], kind: Kind): Of<Kind>[] {
  return happened.filter((event): event is Of<Kind> & Happened => event.kind === kind);
}

/** Each fault by the words that tell it. */
function faultsOf(happened: readonly Happened[]): string[] {
  return [
    ...of(happened, 'killed').map(({ client }) => `${client} was killed`),
    ...of(happened, 'crashed').map(({ client, when }) => `${client} crashed ${when}`),
    ...of(happened, 'note').map(({ client, text }) => `${client}: ${text}.`),
    ...of(happened, 'ack lost').map(({ client }) => `The ack of ${client} for `),
    ...of(happened, 'connection refused').map(
      ({ client }) => `The broker refused a client with the ID ${client}: `,
    ),
    ...of(happened, 'subscription refused').map(
      ({ client, channel }) => `The broker refused the subscription of ${client} to "${channel}": `,
    ),
    ...of(happened, 'publish refused').map(
      ({ client, channel }) => `The broker refused what ${client} published to "${channel}": `,
    ),
    ...of(happened, 'closed')
      .filter(({ why }) => why === 'given up')
      .map(({ client }) => `the broker gave ${client} up`),
  ];
}

/** How often each message was sent to one subscription or group, at the most. */
function mostSendings(happened: readonly Happened[]): number {
  const groups = new Map(
    happened.flatMap((event) =>
      'durableName' in event
        ? [[event.subscription, event.group ?? String(event.subscription)] as const]
        : [],
    ),
  );
  const counts = new Map<string, number>();
  for (const event of [...of(happened, 'delivered'), ...of(happened, 'redelivered')]) {
    const { channel, sequence, subscription } = event as Passage;
    const key = `${channel} ${sequence} ${groups.get(subscription)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

// A real server tells nobody what happens in it.
if (!process.env.NATS_STREAMING_SERVER) {
  test('what a story and a picture say of any session has happened in it, and every fault is told', async () => {
    const all: string[] = [];
    await fc.assert(
      fc.asyncProperty(anySession, async ({ actions, faults }) => {
        const happened = await play(actions, faults);
        const told = story({ happened });
        all.push(told);
        const drawn = lanes({ happened }, { width: 10_000 });

        for (const fault of new Set(faultsOf(happened)))
          expect([fault, count(told, fault)]).toEqual([
            fault,
            faultsOf(happened).filter((other) => other === fault).length,
          ]);

        for (const [, client] of told.matchAll(/(\S+) was back/g))
          expect(of(happened, 'suspended').map((event) => event.client)).toContain(client);
        for (const [, times] of told.matchAll(/for the (\d+)\w\w time/g))
          expect(Number(times)).toBeLessThanOrEqual(mostSendings(happened));
        for (const [, times] of drawn.matchAll(/, (\d+)\w\w time/g))
          expect(Number(times)).toBeLessThanOrEqual(mostSendings(happened));

        const sequences = of(happened, 'published').map(({ sequence }) => sequence);
        for (const [, sequence] of `${told} ${drawn}`.matchAll(/#(\d+)/g))
          expect(sequences).toContain(Number(sequence));

        const gone = [
          ...of(happened, 'closed'),
          ...of(happened, 'killed'),
          ...of(happened, 'crashed'),
        ];
        expect(count(drawn, 'starts again')).toBeLessThanOrEqual(gone.length);
        expect(count(drawn, 'is killed')).toBe(of(happened, 'killed').length);
        expect(count(drawn, 'unsubscribes')).toBe(
          of(happened, 'removed').filter(({ how }) => how === 'unsubscribe').length,
        );
        expect(told.includes('never acknowledged')).toBe(isOpen(happened));
      }),
      { numRuns: 30, seed: 5 },
    );
    // Sessions in which none of this happens would prove nothing.
    for (const said of [
      'was back',
      'took up the durable',
      'was killed',
      'crashed',
      'for the 3rd time',
    ])
      expect(all.join(' ')).toContain(said);
  }, 120_000);
}

/** True if some message was sent and nobody whom it was for has acknowledged it. */
function isOpen(happened: readonly Happened[]): boolean {
  const groups = new Map<number, string>();
  const open = new Set<string>();
  for (const event of happened) {
    if ('durableName' in event)
      groups.set(event.subscription, event.group ?? String(event.subscription));
    if (!('subscription' in event && 'sequence' in event)) continue;
    const key = `${event.channel} ${event.sequence} ${groups.get(event.subscription)}`;
    if (event.kind === 'delivered' || event.kind === 'redelivered') open.add(key);
    if (event.kind === 'acknowledged') open.delete(key);
  }
  return open.size > 0;
}
