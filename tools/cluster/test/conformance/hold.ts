import { isDeepStrictEqual } from 'node:util';
import { answerTo, upgradeOf } from './ask';
import { crowded, slow } from './crowded';
import type { Row } from './row';
import { SECTIONS } from './rows';
import type { Server } from './server';
import { framed, spoken } from './streamed';
import { varied } from './varied';
import { watched } from './watched';

/** What each row was answered with, as it is compared. */
export type Answers = ReadonlyMap<string, unknown>;

/** So long nothing is said by who has nothing more to say; the longer one is for a busy machine. */
const QUIET_MS = [800, 5000] as const;

/**
 * Asks a server every row, one after the other; those that open a connection and change nothing at once.
 *
 * @param expected who listens to the end is asked once more, with more patience, if that is not the answer
 */
export async function hold(server: Server, expected?: Answers): Promise<Answers> {
  const answers = new Map<string, unknown>();
  const ask = async (row: Row): Promise<void> => {
    for (const quiet of QUIET_MS) {
      const answer = JSON.parse(JSON.stringify(await answerOf(server, row, quiet))) as unknown;
      answers.set(row.name, answer);
      if (!listens(row) || !expected || isDeepStrictEqual(answer, expected.get(row.name))) return;
    }
  };
  for (const rows of SECTIONS.values()) {
    const isAtOnce = (row: Row): boolean => 'webSocket' in row || 'spdy' in row;
    for (const row of rows.filter((one) => !isAtOnce(one))) await ask(row);
    await Promise.all(rows.filter(isAtOnce).map(ask));
  }
  return answers;
}

function listens(row: Row): boolean {
  return 'watch' in row || 'webSocket' in row || 'spdy' in row;
}

async function answerOf(server: Server, row: Row, quiet: number): Promise<unknown> {
  if ('watch' in row) return watched(server, row, quiet);
  if ('webSocket' in row) return spoken(server, row, quiet);
  if ('upgrade' in row) return upgradeOf(server, row);
  if ('spdy' in row) return framed(server, row, quiet);
  if ('crowd' in row) return crowded(server, row);
  if ('slow' in row) return slow(server, row);
  if ('varied' in row) return varied(server, row);
  return answerTo(server, row);
}
