import type { Exit, Program } from '@workbook/testkit';

/** `asked once`, `asked 3 times`. */
export function asked(count: number): string {
  return count === 1 ? 'asked once' : `asked ${count} times`;
}

/** How the process of `client` ended, as a sentence: with the error, if it died of one. */
export function howItEnded(client: string, { lines }: Program, exit: Exit | undefined): string {
  if (!exit) return `${client} still runs`;
  if (exit.signal) {
    return `${exit.signal} ended ${client}: nobody listens for it; check the signal's name`;
  }
  const code = `${client} ended itself with code ${exit.code ?? '?'}`;
  // Node says its version below an error that nobody has caught.
  if (!lines.some((line) => line.startsWith('Node.js v'))) return code;
  const error = lines.find((line) => /^\W*[\w.]*(Error|Rejection)\b.*:/.test(line)) ?? '?';
  return `${code}, at an error that nobody caught: ${error}`;
}
