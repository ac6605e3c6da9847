import { type ChildProcess, spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';

/** A check of a lab's types that runs beside its tests. */
export interface TypeCheck {
  /** Resolves with the errors in the lab, one text each; nothing if it was stopped. */
  readonly errors: Promise<string[]>;
  stop(): void;
}

/** Starts `tsc` on the lab in `folder`, at a low priority: the tests come first. */
export function startTypeCheck(folder: string, root: string): TypeCheck {
  const memory = path.join(root, '.workbook', 'types', `${path.basename(folder)}.tsbuildinfo`);
  const options = ['--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', memory];
  const child = spawn(
    process.execPath,
    [require.resolve('typescript/lib/tsc.js'), '-p', folder, ...options],
    { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  lower(child);
  return { errors: output(child).then(toErrors), stop: () => void child.kill() };
}

function lower({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system does not allow it: it is only a courtesy.
  }
}

function output(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.on('close', (code) => resolve(code === null ? '' : text));
    child.on('error', () => resolve(''));
  });
}

/** TS5033: what the check remembers for the next time cannot be written. That is no error of the lab. */
function isOfItself(error: string): boolean {
  return error.includes('error TS5033:');
}

/** Errors outside the lab are the business of whoever works on the tools, not of the learner. */
function toErrors(text: string): string[] {
  return text
    .split(/\r?\n(?=\S)/)
    .filter((error) => error.trim() && !error.startsWith('..') && !isOfItself(error))
    .map((error) => error.trimEnd().replace(/^([^\s(]+)\((\d+),(\d+)\): error TS\d+:/, '$1:$2:$3'));
}
