import { type Advice, type Exit, explain, type Program } from '@workbook/testkit';

/** `#1 #3`, or `nothing`. */
export function list(sequences: readonly number[]): string {
  return sequences.map((sequence) => `#${sequence}`).join(' ') || 'nothing';
}

/** `asked once`, `asked 3 times`. */
export function asked(count: number): string {
  return count === 1 ? 'asked once' : `asked ${count} times`;
}

/** How payments-2 ended after `signal`, as a sentence. */
export function howItEnded(exit: Exit | undefined, signal: string): string {
  if (!exit) return 'payments-2 still runs';
  return exit.signal === signal
    ? `${signal} ended payments-2: nobody listens for it; check the signal's name`
    : `payments-2 ended itself with code ${exit.code ?? '?'}`;
}

/** Sends payments-2 a signal, and fails unless it begins to stop. */
export async function interrupt(
  program: Program,
  signal: NodeJS.Signals,
  advice: Advice,
): Promise<void> {
  await program.signal(signal);
  const heard = await program.prints('stops').then(
    () => true,
    () => false,
  );
  const exit = await program.ended(0);
  explain(
    {
      expected: `payments-2 to print "${signal}: stops."`,
      happened: howItEnded(exit, signal),
      ...advice,
    },
    () => expect(heard).toBe(true),
  );
}
