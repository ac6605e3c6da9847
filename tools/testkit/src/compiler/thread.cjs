'use strict';
// Compiles what it is sent, beside the tests: where many are compiled, as in a proof of all variants, the second takes
// a third of the first, since what was read of packages is kept.
const path = require('node:path');
const { parentPort } = require('node:worker_threads');
const ts = require('typescript');
const LITTLE_NODE = require('./little-node.cjs');

const root = path.join(__dirname, '..', '..', '..', '..');
/** Large, and nothing that a publisher or a listener is made of comes from there. */
const LEFT_OUT = new Set(['mongoose']);

/** Files of packages, and of the compiler itself, as they were read. */
const kept = new Map();

/**
 * @param folder of the lab: `programs` are as if they stood in its test folder, by their names
 * @returns what is wrong in files of its src, and in each program
 */
function compile({ folder, programs }) {
  const short = check(folder, programs, false);
  // What is wrong there may be Node, of which this has a little.
  return short.own.length > 0 ? check(folder, programs, true) : short;
}

function check(folder, programs, isWhole) {
  const place = (name) => path.join(folder, 'test', name).split(path.sep).join('/');
  const given = new Map(Object.entries(programs).map(([name, text]) => [place(name), text]));
  if (!isWhole) given.set(place('little-node.d.ts'), LITTLE_NODE);
  const options = optionsFor(isWhole);
  const program = ts.createProgram(
    [...given.keys()],
    options,
    hostFor(folder, given, options, isWhole),
  );
  const problemsIn = (file) => {
    const broken = program.getSyntacticDiagnostics(file);
    const found = broken.length > 0 ? broken : program.getSemanticDiagnostics(file);
    return found.map((diagnostic) => problemOf(folder, diagnostic));
  };
  const src = path.join(folder, 'src').split(path.sep).join('/');
  const own = program
    .getSourceFiles()
    .filter((file) => file.fileName.startsWith(`${src}/`) && (isWhole || isWithout(file)));
  return {
    own: own.flatMap(problemsIn),
    programs: Object.fromEntries(
      Object.keys(programs).map((name) => [name, problemsIn(program.getSourceFile(place(name)))]),
    ),
  };
}

/** Whether it imports nothing that is left out. */
function isWithout({ imports }) {
  return !imports.some(({ text }) => LEFT_OUT.has(text));
}

/** Those of the editor, and nothing that is for the whole of a project. */
function optionsFor(isWhole) {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  return { ...options, isolatedModules: false, types: isWhole ? ['node'] : [] };
}

function hostFor(folder, given, options, isWhole) {
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile, readFile } = host;
  const resolved = ts.createModuleResolutionCache(folder, (name) => name, options);
  const all = {
    ...host,
    // Comments of packages are half of what there is to read.
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    getCurrentDirectory: () => folder,
    fileExists: (file) => given.has(file) || fileExists(file),
    readFile: (file) => given.get(file) ?? readFile(file),
    getSourceFile: (file, ...rest) => {
      const text = given.get(file);
      if (text !== undefined) return ts.createSourceFile(file, text, ...rest);
      if (!file.includes('/node_modules/')) return getSourceFile(file, ...rest);
      if (!kept.has(file)) kept.set(file, getSourceFile(file, ...rest));
      return kept.get(file);
    },
    resolveModuleNameLiterals: (literals, from, redirected, _options, file) =>
      literals.map((literal) => {
        if (!isWhole && LEFT_OUT.has(literal.text)) return { resolvedModule: undefined };
        const mode = ts.getModeForUsageLocation(file, literal, options);
        return ts.resolveModuleName(literal.text, from, options, all, resolved, redirected, mode);
      }),
  };
  return all;
}

function problemOf(folder, { file, start, messageText }) {
  const { line } = file.getLineAndCharacterOfPosition(start);
  const message = ts.flattenDiagnosticMessageText(messageText, '\n');
  return {
    file: path.relative(folder, file.fileName).split(path.sep).join('/'),
    line: line + 1,
    code: file.text.split(/\r?\n/)[line],
    // Where a type is declared that has no name here: a path of this machine.
    what: message.replace(/import\("[^"]*"\)\./g, ''),
  };
}

parentPort.on('message', ({ id, task }) => {
  try {
    parentPort.postMessage({ id, result: compile(task) });
  } catch (error) {
    parentPort.postMessage({ id, error });
  }
});
