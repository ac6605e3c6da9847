import type { Lab } from '../lab';
import { type Chain, followChain } from '../starter/chain';
import { type Drift, findDrift } from '../starter/drift';
import { executed, judgeMistake, judgeOther, judgeSolution, judgeStarter } from './judge';
import { type Proof, readProof } from './proof';
import { type LabReport, type Report, toReport, type VariantReport } from './report';
import { runVariants, type VariantResults } from './run-variants';
import { assemble, type Variant } from './variant';
import { variantsCalled } from './variants-called';

/** Which variants are proved. */
export interface Choice {
  /** Also what other people wrote. */
  readonly others?: boolean;
  /** Only those whose name holds this. */
  readonly only?: string;
}

/**
 * Proves `labs`: the untouched starter fails every step for its intended reason, the solution
 * passes, every mistake is rejected at its own step with its own message, `labs/NN/src` is what the
 * solution makes, and it begins where the lab before ended.
 *
 * @throws ExamError if a lab's solution, proof or mistakes cannot be read, or no variant is called so
 */
export async function verify(
  root: string,
  labs: readonly Lab[],
  { others = false, only = '' }: Choice = {},
): Promise<Report> {
  const proofs = new Map(labs.map((lab) => [lab, readProof(root, lab.name)]));
  const variants = await variantsCalled(root, labs, others, only);
  const drifts = new Map<Lab, Drift[]>();
  for (const lab of labs) drifts.set(lab, await findDrift(root, lab.name));
  const chains = new Map<Lab, Chain | undefined>();
  for (const lab of labs) chains.set(lab, await followChain(root, lab));
  assemble(root, variants);
  const results = await runVariants(root, variants);
  const judged = variants.map((variant, index) =>
    judge(variant, proofs.get(variant.lab)!, results[index]!),
  );
  return toReport(
    labs.map((lab): LabReport => {
      const own = judged.filter((_, index) => variants[index]!.lab === lab);
      return {
        lab: lab.name,
        title: lab.title,
        variants: [...own, judgeDrift(lab, drifts.get(lab)!), ...judgeChain(lab, chains.get(lab))],
      };
    }),
  );
}

function judge(variant: Variant, proof: Proof, results: VariantResults): VariantReport {
  const { lab, name, mistake, other } = variant;
  const common = { variant: name, tests: executed(results) };
  if (mistake) {
    return {
      ...common,
      what: `${mistake.number} ${mistake.wrong}`,
      must: `rejected at step ${mistake.step}`,
      checks: [judgeMistake(variant, mistake, results)],
    };
  }
  if (other) {
    return {
      ...common,
      what: other.title,
      must: other.step === undefined ? 'passed' : `rejected at step ${other.step}`,
      checks: [judgeOther(variant, other, results)],
    };
  }
  return name === 'starter'
    ? {
        ...common,
        what: 'starter',
        must: 'rejected at each step',
        checks: judgeStarter(lab, proof, results),
      }
    : { ...common, what: 'solution', must: 'passed', checks: judgeSolution(lab, results) };
}

function judgeDrift(lab: Lab, drift: readonly Drift[]): VariantReport {
  const expected = `labs/${lab.name}/src to be what the solution makes`;
  const files = drift.map(({ file, what }) => `${file} ${what}`).join('\n');
  return {
    variant: 'drift',
    what: `labs/${lab.name}/src`,
    must: 'what the solution makes',
    tests: 0,
    checks: [
      drift.length === 0
        ? { passed: true, expected }
        : {
            passed: false,
            expected,
            happened: `these files differ; own work does, a changed solution needs "npm run starters" in the root:\n${files}`,
          },
    ],
  };
}

function judgeChain(lab: Lab, chain: Chain | undefined): VariantReport[] {
  if (!chain) return [];
  const expected = `labs/${lab.name}/src to begin as ${chain.before} ends`;
  return [
    {
      variant: 'chain',
      what: `since ${chain.before}`,
      must: 'the same, or explained',
      tests: 0,
      checks: [
        chain.breaks.length === 0
          ? { passed: true, expected }
          : { passed: false, expected, happened: chain.breaks.join('\n') },
      ],
    },
  ];
}
