import fs from 'node:fs';
import path from 'node:path';
import type { Run } from '@workbook/history';
import { lanes, story, svg } from '../src';

/** The situations that every reader of the workbook meets, by the names of their files. */
export const titles: Readonly<Record<string, string>> = {
  'shared-group': 'Two copies of a group share the messages',
  'lost-ack': 'An ack is lost, and the payment is made twice',
  'crash-before-ack': 'A crash before the ack, and a durable that remembers',
  'redelivery-to-another-member': 'What a crashed copy had goes to another member',
  overtaking: 'A slow copy is overtaken',
  'durable-resume': 'A durable gets what it missed',
  'ghost-client': 'A ghost keeps a message until it is given up',
  'graceful-close': 'A copy that is told to stop finishes first',
  duplicate: 'A payment is published twice, and made once',
  'gap-that-heals': 'An event that comes too early waits for its turn',
};

/** The files of one situation's pictures, by the ends of their names. */
export function picturesOf(name: string): Record<'svg' | 'txt', string> {
  const run = JSON.parse(
    fs.readFileSync(path.join(__dirname, 'runs', `${name}.json`), 'utf8'),
  ) as Run;
  const told = story(run);
  return {
    svg: svg(run, { title: titles[name]!, description: told }),
    txt: `${lanes(run)}\n\n${told}\n`,
  };
}

/** Where a picture is kept. */
export function goldenFile(name: string, ending: string): string {
  return path.join(__dirname, 'golden', `${name}.${ending}`);
}
