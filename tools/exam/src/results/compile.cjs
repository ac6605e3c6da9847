'use strict';
// The types of the lab in the first argument, as a list of problems in JSON: what `tsc` prints is for people.
// The second is where the compiler remembers what it has seen.
const path = require('node:path');
const ts = require('typescript');

const [folder, memory] = process.argv.slice(2);

/** What is found first keeps the compiler from looking for the next. */
function diagnosticsOf(program) {
  const found = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getSyntacticDiagnostics(),
  ];
  if (found.length > 0) return found;
  const global = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  return global.length > 0 ? global : program.getSemanticDiagnostics();
}

/** Other files are the business of whoever works on the tools. */
function problemOf({ file, start, code, messageText }) {
  const what = ts.flattenDiagnosticMessageText(messageText, '\n');
  if (!file) return [{ code, what }];
  const name = path.relative(folder, file.fileName).split(path.sep).join('/');
  if (name.startsWith('..')) return [];
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return [{ file: name, line: line + 1, column: character + 1, code, what }];
}

function check() {
  const broken = [];
  const config = ts.getParsedCommandLineOfConfigFile(
    path.join(folder, 'tsconfig.json'),
    { noEmit: true, incremental: true, tsBuildInfoFile: memory },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => broken.push(diagnostic) },
  );
  if (!config) return broken;
  const program = ts.createIncrementalProgram({
    rootNames: config.fileNames,
    options: config.options,
    configFileParsingDiagnostics: ts.getConfigFileParsingDiagnostics(config),
  });
  const found = diagnosticsOf(program);
  // That its memory cannot be written is nobody's business.
  program.emit();
  return ts.sortAndDeduplicateDiagnostics(found);
}

const errors = check().filter(({ category }) => category === ts.DiagnosticCategory.Error);
process.stdout.write(JSON.stringify(errors.flatMap(problemOf)));
