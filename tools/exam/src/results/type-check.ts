import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A check of a lab's types that runs beside its tests. */
export interface TypeCheck {
  /** Resolves with the errors in the lab, one text each; nothing if it was stopped. */
  readonly errors: Promise<string[]>;
  stop(): void;
}

/** What a check may take: who reads the verdict does not wait for ever. */
const PATIENCE_MS = 60_000;
/** tsc reads its memory whole; that of a lab has some 100 kB. */
const MOST_BYTES = 20_000_000;

/** Starts `tsc` on the lab in `folder`, at a low priority: the tests come first. */
export function startTypeCheck(folder: string, root: string): TypeCheck {
  const memory = path.join(root, '.workbook', 'types', `${path.basename(folder)}.tsbuildinfo`);
  forgetHuge(memory);
  const options = ['--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', memory];
  const child = spawn(
    process.execPath,
    [require.resolve('typescript/lib/tsc.js'), '-p', folder, ...options],
    { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  lower(child);
  setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
  const errors = output(child, () => fs.rmSync(memory, { force: true })).then(toErrors);
  return { errors, stop: () => void child.kill() };
}

/** Too large a memory is a damaged one. */
function forgetHuge(memory: string): void {
  try {
    if (fs.statSync(memory).size > MOST_BYTES) fs.rmSync(memory);
  } catch {
    // There is none yet, or the folder is read-only: tsc goes without.
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

/** @param crashed is called if it says nothing of what went wrong: of a damaged memory it does not */
function output(child: ChildProcess, crashed: () => void): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.on('close', (code) => {
      if (code !== null && code !== 0 && text === '') crashed();
      resolve(code === null ? '' : text);
    });
    child.on('error', () => resolve(''));
  });
}

/**
 * Errors in the lab's files. Others are the business of whoever works on the tools, and that its memory
 * cannot be written is nobody's.
 */
function toErrors(text: string): string[] {
  return text
    .split(/\r?\n(?=\S)/)
    .filter((error) => /^(?!\.\.)[^\s(]+\(\d+,\d+\): /.test(error) || isOfSettings(error))
    .map((error) => error.trimEnd().replace(/^([^\s(]+)\((\d+),(\d+)\): error TS\d+:/, '$1:$2:$3'));
}

/** Of the lab's tsconfig.json as a whole: such an error has no file, as one about the memory has none. */
function isOfSettings(error: string): boolean {
  return error.startsWith('error TS') && !error.includes('tsbuildinfo');
}
