import fs from 'node:fs';
import path from 'node:path';
import { findLab, type Lab, listLabs, verify as prove } from '@workbook/exam';
import { next } from '../advice';
import { WorkbookError } from '../error';
import { labHere } from '../current-lab';
import { toTable } from '../verify/table';
import { command } from './command';

export const verify = command({
  name: 'verify',
  summary: 'Proves the labs: those named, or the one whose folder this is, or all',
  usage: 'npm run verify',
  options: {
    json: { type: 'boolean', description: 'prints the proofs as data' },
    all: { type: 'boolean', description: 'proves what others wrote too' },
    only: {
      type: 'string',
      placeholder: 'PART',
      description: 'of the variants only those whose name holds PART',
    },
  },
  positionals: { placeholder: 'LAB', description: 'the name of a lab, or its number' },
  async run({ root, out }, { values: { json, all, only }, positionals: wanted }) {
    const here = wanted.length === 0 ? labHere(root) : undefined;
    const labs = labsToProve(root, here ? [here.name] : wanted);
    const report = await prove(root, labs, { others: all, ...(only !== undefined && { only }) });
    out.write(json ? `${JSON.stringify(report, null, 2)}\n` : toTable(report));
    return report.failed > 0 ? 1 : 0;
  },
});

/**
 * The labs of `wanted`, or all that have a solution.
 *
 * @throws WorkbookError if one is unknown or has no solution, or if there is none to prove
 */
export function labsToProve(root: string, wanted: readonly string[]): Lab[] {
  const all = listLabs(root);
  const named = wanted.map((name) => findLab(all, name));
  const unsolved = named.find((lab) => !hasSolution(root, lab));
  if (unsolved) {
    throw new WorkbookError(
      `Lab ${unsolved.name} has no solution to prove: solutions/${unsolved.name}/src is missing.\n${next('npm run verify', 'proves the labs that have one')}`,
    );
  }
  const labs = named.length > 0 ? [...new Set(named)] : all.filter((lab) => hasSolution(root, lab));
  if (labs.length > 0) return labs;
  throw new WorkbookError(
    `There is no lab to prove: ${path.join(root, 'solutions')} holds no solution.\n${next('npm start', 'shows the labs')}`,
  );
}

function hasSolution(root: string, lab: Lab): boolean {
  return fs.existsSync(path.join(root, 'solutions', lab.name, 'src'));
}
