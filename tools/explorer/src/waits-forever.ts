import { nameOf } from '@workbook/history';
import type { Handling } from './handling';

/**
 * What is said of a handler that is at work, and asks nothing.
 *
 * @param isElsewhere true if its rows are in a database of another program
 */
export function waitsForever({ copy, event }: Handling, isElsewhere: boolean): string {
  const [asked, advice] = isElsewhere
    ? ['the database', 'what it asks of its models']
    : ['its tables', 'load, save and update of the tables it is given'];
  return [
    `The handler in ${copy.name} waits for something that the explorer does not know.`,
    `    It has ${nameOf(event)} in hand and asks nothing of ${asked}. A schedule has no real time`,
    `    and no sockets: let the handler await only ${advice}.`,
  ].join('\n');
}
