/** Words for the moves of a schedule, with what they are about left out. */
const FORMS = [
  /^send (?<message>.+) > [a-z]$/,
  /^([a-z] )?(read|write|fail|crash after write)( .+)?$/,
  /^([a-z] )?crash$/,
  /^lost ack$/,
];

/** What a schedule may be given as: its moves, or all of them as one text. */
export type Moves = string | readonly string[];

/** Not a schedule of this world, whatever the handler does. */
export class ScheduleError extends Error {
  override readonly name = 'ScheduleError';
}

/** The moves of `send #1 > a; read; write`. */
export function movesIn(moves: Moves): string[] {
  const all =
    typeof moves === 'string' ? moves.split(';') : moves.flatMap((move) => move.split(';'));
  const words = all.map((move) => move.trim().replace(/\s+/g, ' ').replace(/ ?> ?/, ' > '));
  return words.filter((move) => move !== '');
}

/**
 * What is wrong with `move` in any schedule of a world that has these messages: undefined if nothing is.
 *
 * @param messages `#1`
 */
export function problemIn(move: string, messages: readonly string[]): string | undefined {
  const form = FORMS.map((each) => each.exec(move)).find((match) => match !== null);
  if (!form) return `"${move}" is no move.`;
  const message = form.groups?.message;
  if (message === undefined || messages.includes(message)) return undefined;
  return `There is no message ${message}: there ${messages.length === 1 ? 'is' : 'are'} ${messages.join(', ')}.`;
}
