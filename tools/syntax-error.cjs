'use strict';
// TypeScript says best what is wrong in a file, and takes long to load: only for a file that has no meaning.

/** Lines around the one that is wrong. */
const AROUND = 2;

/**
 * What is wrong in `source`, which could not be compiled: its message has words and the lines around the
 * place, its stack says where in `file` and nothing else, and `syntax` has all of that as fields.
 *
 * @param error what the compiler said, or V8 of what was compiled
 */
module.exports = function syntaxError(source, file, error) {
  const { what, line, column } = diagnosis(source) ?? placed(error, file);
  const frame = frameOf(source, line, column);
  const text = [what, '', ...frame].join('\n');
  const stack = `${text}\n    at ${file}:${line}:${column ?? 1}`;
  return Object.assign(new Error(text), { stack, syntax: { file, line, what, frame } });
};

/** What TypeScript finds first; undefined if it finds nothing without types. */
function diagnosis(source) {
  const ts = require('typescript');
  const [first] = ts.transpileModule(source, { reportDiagnostics: true }).diagnostics;
  if (first === undefined) return undefined;
  const before = source.slice(0, Math.min(first.start, source.trimEnd().length)).split('\n');
  const what = ts.flattenDiagnosticMessageText(first.messageText, '\n').replace(/\.$/, '');
  return { what, line: before.length, column: before.at(-1).length + 1 };
}

/** Sucrase has the place in the error, V8 has the line in the stack: columns are not those of the source. */
function placed({ message, loc, stack }, file) {
  const { line, column } = loc ?? { line: Number(stack.slice(file.length + 1).split('\n', 1)[0]) };
  return { what: message.replace(/^Error transforming \S+: | \(\d+:\d+\)$/g, ''), line, column };
}

function frameOf(source, line, column) {
  const lines = source.trimEnd().split('\n');
  const first = Math.max(line - AROUND, 1);
  const last = Math.min(line + AROUND, lines.length);
  const width = String(last).length;
  const shown = lines
    .slice(first - 1, last)
    .map((text, index) => `${String(first + index).padStart(width)} | ${text}`.trimEnd());
  const mark = `${' '.repeat(width)} : ${' '.repeat((column ?? 1) - 1)}^`;
  return column === undefined ? shown : shown.toSpliced(line - first + 1, 0, mark);
}
