import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/** A module of the learner's, compiled: run it, and it fills `exports`. */
type Run = (exports: object, require: (name: string) => unknown, module: Loaded) => void;

interface Loaded {
  exports: object;
}

/** jest gives each file of tests modules of its own: the compiler is out here, and loaded already. */
const outside = vm.runInThisContext('process') as NodeJS.Process;
const { compile } = outside.getBuiltinModule('node:module').createRequire(__filename)(
  '../../compile.cjs',
) as typeof import('../../compile.cjs');

const compiled = new Map<string, Run>();

/**
 * A module as a new process has it: the variables of its file, and of those that it imports, are new. Each file is
 * compiled once, so that a test can have a process for each of thousands of schedules.
 *
 * @param file absolute, in TypeScript
 */
export function asInNewProcess(file: string): object {
  const loaded = new Map<string, Loaded>();
  const load = (name: string): object => {
    const known = loaded.get(name);
    if (known) return known.exports;
    const module: Loaded = { exports: {} };
    loaded.set(name, module);
    runOf(name)(module.exports, requireOf(name, load), module);
    return module.exports;
  };
  return load(file);
}

function runOf(file: string): Run {
  const known = compiled.get(file);
  if (known) return known;
  const code = compile(fs.readFileSync(file, 'utf8'), file);
  // Not by node:vm: that would be of another realm. Every line keeps its number, and errors name the file.
  const text = `(function (exports, require, module, __filename, __dirname) {${code}\n})\n//# sourceURL=${file}`;
  const run = (0, eval)(text) as Run;
  const bound: Run = (exports, require, module) =>
    (run as (...args: unknown[]) => void).call(
      exports,
      ...[exports, require, module, file, path.dirname(file)],
    );
  compiled.set(file, bound);
  return bound;
}

/** Packages are those of the test. */
function requireOf(file: string, load: (name: string) => object): (name: string) => unknown {
  const ofJest = createRequire(file) as (name: string) => unknown;
  return (name) => {
    if (!/^\.\.?(\/|$)/.test(name)) return ofJest(name);
    const base = path.resolve(path.dirname(file), name);
    const found = [base, `${base}.ts`, path.join(base, 'index.ts')].find(isSource);
    return found === undefined ? isolated(base) : load(found);
  };
}

function isSource(file: string): boolean {
  return file.endsWith('.ts') && fs.existsSync(file);
}

/** What is no TypeScript jest finds, and loads anew. */
function isolated(file: string): unknown {
  let exports: unknown;
  jest.isolateModules(() => (exports = jest.requireActual(file)));
  return exports;
}
