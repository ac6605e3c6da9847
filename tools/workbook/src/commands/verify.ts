import fs from 'node:fs';
import path from 'node:path';
import { labHere } from '../current-lab';
import { next, WorkbookError } from '../error';
import { findLab, type Lab, listLabs } from '../lab';
import { toTable } from '../verify/table';
import { verify as prove } from '../verify/verify';
import type { Command } from './command';

/** `workbook verify [--json] [lab...]`: proves the labs, those named, or the one whose folder this is. */
export const verify: Command = async ({ root, out }, args) => {
  const { json, wanted } = readArguments(args);
  const here = wanted.length === 0 ? labHere(root) : undefined;
  const report = await prove(root, labsToProve(root, here ? [here.name] : wanted));
  out.write(json ? `${JSON.stringify(report, null, 2)}\n` : toTable(report));
  return report.failed > 0 ? 1 : 0;
};

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

function readArguments(args: readonly string[]): { json: boolean; wanted: string[] } {
  const unknown = args.find((arg) => arg.startsWith('-') && arg !== '--json');
  if (unknown !== undefined) {
    throw new WorkbookError(
      `"verify" does not know "${unknown}".\n${next('npm run verify -- --json', 'prints the proofs as data')}`,
    );
  }
  return { json: args.includes('--json'), wanted: args.filter((arg) => !arg.startsWith('-')) };
}
