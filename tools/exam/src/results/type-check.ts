import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TypeProblem } from './result';

/** A check of a lab's types that runs beside its tests. */
export interface TypeCheck {
  /** Resolves with what is wrong in the lab; nothing if it was stopped. */
  readonly problems: Promise<TypeProblem[]>;
  stop(): void;
}

/** What a check may take: who reads the verdict does not wait for ever. */
const PATIENCE_MS = 60_000;
/** The compiler reads its memory whole; that of a lab has some 100 kB. */
const MOST_BYTES = 20_000_000;

/** Starts the compiler on the lab in `folder`, at a low priority: the tests come first. */
export function startTypeCheck(folder: string, root: string): TypeCheck {
  const memory = path.join(root, '.workbook', 'types', `${path.basename(folder)}.tsbuildinfo`);
  forgetHuge(memory);
  const child = spawn(process.execPath, [require.resolve('./compile.cjs'), folder, memory], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  lower(child);
  setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
  const problems = output(child, () => fs.rmSync(memory, { force: true }));
  return { problems, stop: () => void child.kill() };
}

/** Too large a memory is a damaged one. */
function forgetHuge(memory: string): void {
  try {
    if (fs.statSync(memory).size > MOST_BYTES) fs.rmSync(memory);
  } catch {
    // There is none yet, or the folder is read-only: the compiler goes without.
  }
}

function lower({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system does not allow it: it is only a courtesy.
  }
}

/** @param crashed is called if it ends before it says anything: with a damaged memory it does */
function output(child: ChildProcess, crashed: () => void): Promise<TypeProblem[]> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.on('close', (code) => {
      if (code !== null && code !== 0) crashed();
      resolve(code === 0 ? (JSON.parse(text) as TypeProblem[]) : []);
    });
    child.on('error', () => resolve([]));
  });
}
