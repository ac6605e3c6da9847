import { explain } from '@workbook/testkit';

/** Fails if an event is in the channel more than once: no two of them are alike. */
export function expectOnce(kept: readonly unknown[], happened: string): void {
  const each = kept.map((data) => JSON.stringify(data));
  const again = each.filter((data, index) => each.indexOf(data) < index);
  explain(
    {
      expected: 'each event to be stored once',
      happened: [happened, `the channel holds: ${inJSON(kept)}`],
      look: 'src/publish.ts: how often does it publish an event, and what does the client send by itself?',
      read: 'notes/02-channels.md, "Published is what the broker has stored"',
    },
    () => expect(again).toEqual([]),
  );
}

/** What a channel holds, in words. */
export function inJSON(kept: readonly unknown[]): string {
  return kept.map((data) => JSON.stringify(data)).join(' ') || 'nothing';
}
