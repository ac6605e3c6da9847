import {
  findLab,
  isCarried,
  type Lab,
  listLabs,
  type Mutant,
  mutate,
  mutateOthers,
  readSurvivors,
  type Survivor,
} from '@workbook/exam';
import { command, type Context } from './command';

/** Of the mutants that are not explained, the part that the tests must notice. */
const WANTED = 0.9;

export const mutation = command({
  name: 'mutation',
  summary: 'Counts how many small changes to each solution its tests notice',
  usage: 'npm run mutation',
  options: {
    others: { type: 'boolean', description: 'changes the right solutions of other people instead' },
  },
  positionals: {
    placeholder: 'LAB',
    description: 'the name of a lab, or its number; all without it',
  },
  async run(context, { values: { others }, positionals: named }) {
    const labs = listLabs(context.root);
    const wanted = named.length === 0 ? labs : named.map((name) => findLab(labs, name));
    let isGood = true;
    for (const lab of wanted) {
      isGood = (await (others ? proveOthers : proveOwn)(context, lab)) && isGood;
    }
    return isGood ? 0 : 1;
  },
});

async function proveOthers(context: Context, lab: Lab): Promise<boolean> {
  return reportOthers(context, lab, await mutateOthers(context.root, lab));
}

async function proveOwn(context: Context, lab: Lab): Promise<boolean> {
  const carried = isCarried(context.root, lab);
  const mutants = await mutate(context.root, lab);
  const own = mutants.filter((mutant) => !carried(mutant));
  return report(context, lab, own, readSurvivors(context.root, lab.name));
}

/** @returns true if of the mutants of all of them enough were noticed */
function reportOthers(
  { out }: Context,
  lab: Lab,
  others: ReadonlyMap<string, readonly Mutant[]>,
): boolean {
  const all = [...others.values()].flat();
  const lines = [...others].flatMap(([name, mutants]) => {
    const survivors = mutants.filter(({ survived }) => survived);
    return [
      `  ${name}: ${mutants.length - survivors.length} of ${mutants.length}`,
      ...survivors.map((one) => `    not noticed: ${one.file}:${one.line}  ${change(one)}`),
    ];
  });
  const noticed = all.filter(({ survived }) => !survived).length;
  out.write(
    [
      `${lab.name}: ${noticed} of ${all.length} mutants of ${others.size} other solutions noticed`,
      ...lines,
      '',
    ].join('\n'),
  );
  return noticed >= WANTED * all.length;
}

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
