/** Every fault as it is written in a plan, and what it does: for who wants to break something. */
export const KINDS: readonly { readonly example: string; readonly does: string }[] = [
  {
    example: 'crash-before-save payments-1 #2',
    does: 'payments-1 dies with #2 in hand, and has saved nothing',
  },
  {
    example: 'crash-after-save payments-1 #2',
    does: 'payments-1 dies when it would acknowledge #2: its work is saved',
  },
  {
    example: 'lose-ack payments-1 #2',
    does: 'payments-1 acknowledges #2, and the broker never hears of it',
  },
  {
    example: 'deliver-twice payments-1 #2',
    does: '#2 reaches payments-1 two times in a row, for one delivery of the broker',
  },
  {
    example: 'cut payments-1 #2',
    does: 'the connection of payments-1 breaks right after #2, and it may come back',
  },
  {
    example: 'refuse payments-1 #2',
    does: 'its database refuses the next write of payments-1, once it has #2',
  },
  {
    example: 'hold payments-1 #2 5s',
    does: '#2 reaches payments-1 5 s late, after what was sent behind it',
  },
  {
    example: 'pause payments-1 #2 5s',
    does: 'from #2 on nothing passes to payments-1 or from it, for 5 s',
  },
  {
    example: 'restart #2',
    does: 'once the test has published #2, the broker stops and starts again',
  },
  {
    example: 'lose-store #2',
    does: 'the same, and what it kept on disk is gone',
  },
];

/** One line for each. */
export function kindsInWords(): string[] {
  const width = Math.max(...KINDS.map(({ example }) => example.length));
  return KINDS.map(({ example, does }) => `    ${example.padEnd(width)}   ${does}`);
}
