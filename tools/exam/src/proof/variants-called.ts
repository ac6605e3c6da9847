import { closest } from '@workbook/command';
import { ExamError } from '../error';
import type { Lab } from '../lab';
import { makeVariants, type Variant } from './variant';

const MOST_NAMES = 3;

/**
 * The variants of `labs` whose name holds `part`; with `others`, of what other people wrote too.
 *
 * @throws ExamError if there is none: it names those that are called nearly so
 */
export async function variantsCalled(
  root: string,
  labs: readonly Lab[],
  others: boolean,
  part: string,
): Promise<Variant[]> {
  const called = async (withOthers: boolean): Promise<{ all: Variant[]; wanted: Variant[] }> => {
    const all = (await Promise.all(labs.map((lab) => makeVariants(root, lab, withOthers)))).flat();
    return { all, wanted: all.filter(({ name }) => name.includes(part)) };
  };
  const { wanted } = await called(others);
  if (wanted.length > 0) return wanted;
  const { all, wanted: ofOthers } = await called(true);
  const [other] = ofOthers;
  if (other) {
    throw new ExamError({
      happened: `"${other.name}" is what somebody else wrote: that is proved with --all.`,
      next: { command: commandFor(other), purpose: 'proves it' },
    });
  }
  const names = closest(part, [...new Set(all.map(({ name }) => name))], MOST_NAMES);
  throw new ExamError({
    happened: [
      `No variant's name holds "${part}". The nearest are:`,
      ...names.map((name) => `    ${name}`),
      'The first of them:',
    ].join('\n'),
    next: {
      command: commandFor(all.find(({ name }) => name === names[0])!),
      purpose: 'proves it',
    },
  });
}

function commandFor({ lab, name, other }: Variant): string {
  return `npm run verify -- ${other ? '--all ' : ''}--only=${name} ${lab.number}`;
}
