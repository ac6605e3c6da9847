import {
  type CommandHandler,
  CommandParser,
  parseConnect,
  UNTOLD_OPTIONS,
} from '@workbook/protocol';
import { COMMANDS } from './inputs';
import { mutate } from './mutate';
import type { Random } from '@workbook/random';

/** Reads bytes in pieces, and tells what the parser made of them. */
function read(pieces: readonly Buffer[]): string {
  const seen: string[] = [];
  const handler: CommandHandler = {
    connect: (json) => seen.push(`connect ${JSON.stringify(parseConnect(json, UNTOLD_OPTIONS))}`),
    publish: (subject, reply, payload, headers) =>
      seen.push(
        `publish ${subject} ${reply} ${payload.toString('hex')} ${headers?.toString('hex')}`,
      ),
    subscribe: (...command) => seen.push(`subscribe ${command.join(' ')}`),
    unsubscribe: (...command) => seen.push(`unsubscribe ${command.join(' ')}`),
    ping: () => seen.push('ping'),
    pong: () => seen.push('pong'),
    violation: ({ error, log }) => seen.push(`violation ${error} ${log}`),
  };
  const parser = new CommandParser(handler);
  parser.headers = true;
  for (const piece of pieces) parser.push(piece);
  return seen.join('\n');
}

/**
 * The parser throws nothing, whatever comes, and understands the same however it is cut up.
 *
 * @throws if it does not
 */
export function fuzzParser(random: Random): void {
  const bytes = mutate(Buffer.concat([random.pick(COMMANDS), random.pick(COMMANDS)]), random);
  const middle = random.below(bytes.length + 1);
  const whole = read([bytes]);
  const parts = read([bytes.subarray(0, middle), bytes.subarray(middle)]);
  // A line that is cut may be complained of before it has ended, and with another reason.
  if (whole !== parts && !parts.includes('violation')) {
    throw new Error(
      `cut at ${middle}, ${bytes.toString('hex')} is read as\n${parts}\nnot\n${whole}`,
    );
  }
}
