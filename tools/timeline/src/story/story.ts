import { counted, type Passage, type Run } from '@workbook/history';
import { Consumers } from '../facts/consumers';
import { isTrouble } from '../facts/trouble';
import { waitsOf } from '../facts/waits';
import { Names } from './names';
import { Teller } from './teller';

/** A story of more sentences has some of its middle counted instead, but no trouble. */
const MOST = 9;
/** So many at its beginning and at its end are told. */
const FIRST = 5;
const LAST = 3;

interface Sentence {
  readonly text: string;
  readonly isTrouble: boolean;
}

/**
 * Tells a run in a few sentences: what was published, who acknowledged what at once, everything that
 * did not go as one would expect, in order, and what was left open.
 */
export function story(run: Run): string {
  const names = new Names(run);
  const teller = new Teller(run);
  const sentences = run.happened.flatMap((event, index) => {
    const text = teller.tell(event, index);
    return text === undefined ? [] : [{ text, isTrouble: isTrouble(event) }];
  });
  return [
    ...published(run, names),
    ...byClient(smooth(run), 'acknowledged', names),
    ...shortened(sentences),
    ...byClient(teller.open, 'never acknowledged', names),
  ].join(' ');
}

/** `4 messages were published to order:updated.` */
function published({ happened }: Run, names: Names): string[] {
  const counts = new Map<string, number>();
  for (const { channel } of happened.filter((event) => event.kind === 'published'))
    counts.set(channel, (counts.get(channel) ?? 0) + 1);
  return [...counts].map(([channel, count]) => {
    const were = count === 1 ? 'was' : 'were';
    return `${counted(count, 'message')} ${were} published to ${names.of(channel)}.`;
  });
}

/** What was sent once and acknowledged. */
function smooth({ happened }: Run): Passage[] {
  const consumers = new Consumers(happened);
  const again = new Set(
    happened.flatMap((event) => (event.kind === 'redelivered' ? [consumers.message(event)] : [])),
  );
  return waitsOf(happened)
    .filter(({ outcome }) => outcome === 'acknowledged')
    .map(({ passage }) => passage)
    .filter((passage) => !again.has(consumers.message(passage)));
}

/** `payments-1 acknowledged #1 and #3; payments-2 #2 and #4.` */
function byClient(passages: readonly Passage[], verb: string, names: Names): string[] {
  const clients = [...new Set(passages.map(({ client }) => client))];
  const parts = clients.map((client, index) => {
    const own = names.messages(passages.filter((passage) => passage.client === client));
    return `${names.of(client)} ${index === 0 ? `${verb} ` : ''}${own}`;
  });
  return parts.length === 0 ? [] : [`${parts.join('; ')}.`];
}

function shortened(sentences: readonly Sentence[]): string[] {
  const isTold = (sentence: Sentence, index: number): boolean =>
    sentence.isTrouble || index < FIRST || index >= sentences.length - LAST;
  if (sentences.length <= MOST) return sentences.map(({ text }) => text);
  const told: string[] = [];
  let left = 0;
  for (const [index, sentence] of sentences.entries()) {
    if (!isTold(sentence, index)) {
      left += 1;
      continue;
    }
    if (left > 0) told.push(`(${left} more, not told here.)`);
    left = 0;
    told.push(sentence.text);
  }
  return told;
}
