import { findLab, type Lab, listLabs } from '../lab';
import { isCarried } from '../mutation/carried';
import { type Mutant, mutate } from '../mutation/mutate';
import { readSurvivors, type Survivor } from '../mutation/survivors';
import type { Command, Context } from './command';

/** Of the mutants that are not explained, the part that the tests must notice. */
const WANTED = 0.9;

/** `workbook mutation [LAB...]`: how many small changes to each solution its tests notice. */
export const mutation: Command = async (context, args) => {
  const labs = listLabs(context.root);
  const wanted = args.length === 0 ? labs : args.map((name) => findLab(labs, name));
  let isGood = true;
  for (const lab of wanted) {
    const carried = isCarried(context.root, lab);
    const mutants = await mutate(context.root, lab);
    const own = mutants.filter((mutant) => !carried(mutant));
    isGood = report(context, lab, own, readSurvivors(context.root, lab.name)) && isGood;
  }
  return isGood ? 0 : 1;
};

/** @returns true if enough was noticed, and all that is explained is true */
function report(
  { out }: Context,
  { name }: Lab,
  mutants: readonly Mutant[],
  explained: readonly Survivor[],
): boolean {
  const survivors = mutants.filter(({ survived }) => survived);
  const open = survivors.filter((mutant) => !explained.some((one) => isSame(one, mutant)));
  const stale = explained.filter((one) => !survivors.some((mutant) => isSame(one, mutant)));
  const counted = mutants.length - (survivors.length - open.length);
  const killed = mutants.length - survivors.length;
  const score = counted === 0 ? 0 : killed / counted;
  out.write(
    [
      `${name}: ${killed} of ${counted} mutants noticed, ${Math.floor(score * 100)} %${more(survivors.length - open.length)}`,
      ...open.map((one) => `    not noticed: ${one.file}:${one.line}  ${change(one)}`),
      ...stale.map(
        (one) => `    survivors.json explains what does not survive: ${one.file}  ${change(one)}`,
      ),
      '',
    ].join('\n'),
  );
  return score >= WANTED && stale.length === 0;
}

function more(explained: number): string {
  return explained === 0 ? '' : `; ${explained} more ${explained === 1 ? 'is' : 'are'} explained`;
}

function isSame(one: Survivor, other: Mutant): boolean {
  return (
    one.file === other.file &&
    one.original === other.original &&
    one.replacement === other.replacement
  );
}

function change({ original, replacement }: Pick<Survivor, 'original' | 'replacement'>): string {
  return `${original}  ->  ${replacement}`.replace(/\s+/g, ' ');
}
