'use strict';
// All TypeScript that runs from source becomes JavaScript here: commands, what jest runs, programs that
// are started by hand, and the programs of notes. Every line keeps its number, so that a stack needs no
// source map.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const vm = require('node:vm');

/** What Node gives to a CommonJS module. */
const GIVEN = ['exports', 'require', 'module', '__filename', '__dirname'];
/** One that stands in a `declare global` is indented. */
const NAMESPACE = /^(?:export )?namespace [\w.]+ \{/m;

/**
 * Compiles `source` to a CommonJS module for the Node that runs. Types are left out, not checked.
 *
 * @param file absolute; errors name it
 * @throws Error that says what is wrong, where, and shows the lines around it
 */
function compile(source, file) {
  try {
    const { code } = require('sucrase').transform(source, {
      transforms: ['typescript', 'imports', 'jest'],
      disableESTransforms: true,
    });
    refuseNamespace(source);
    // Sucrase also takes what is no JavaScript, and passes it on.
    vm.compileFunction(code, GIVEN, { filename: file });
    return code;
  } catch (error) {
    throw require('./syntax-error.cjs')(source, file, error);
  }
}

/** Sucrase leaves it out without a word. */
function refuseNamespace(source) {
  const at = source.search(NAMESPACE);
  if (at < 0) return;
  const loc = { line: source.slice(0, at).split('\n').length, column: 1 };
  throw Object.assign(new Error('A namespace cannot be run: export what is in it'), { loc });
}

function hashOf(text) {
  return createHash('sha1').update(text).digest('hex').slice(0, 16);
}

/** Names how `compile` compiles: what was compiled in another way is out of date. */
const version = hashOf(
  fs.readFileSync(__filename, 'utf8') + require('sucrase/package.json').version,
);

module.exports = { compile, hashOf, version };
