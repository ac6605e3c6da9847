'use strict';
// Commands are TypeScript and run from source: what was compiled is kept, which starts faster than
// ts-node and cannot be out of date like a build. Modules are found as Node finds them.
require('./node-version.cjs');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { compile, hashOf, version } = require('./compile.cjs');

/**
 * Runs the TypeScript program `file`.
 * @returns what it exports
 */
module.exports = function run(file) {
  const cache = path.join(__dirname, '..', 'node_modules', '.cache', `commands-${version}`);
  Module._extensions['.ts'] = (module, name) => module._compile(compiled(name, cache), name);
  return require(file);
};

/** The JavaScript of `name`, which is compiled once per version of the file. */
function compiled(name, cache) {
  const source = fs.readFileSync(name, 'utf8');
  const kept = path.join(cache, `${path.basename(name, '.ts')}-${hashOf(name + source)}.js`);
  try {
    return fs.readFileSync(kept, 'utf8');
  } catch {
    const code = compile(source, name);
    keep(kept, code);
    return code;
  }
}

/** Under another name first: other commands may start at the same time. */
function keep(kept, code) {
  try {
    fs.mkdirSync(path.dirname(kept), { recursive: true });
    fs.writeFileSync(`${kept}.${process.pid}`, code);
    fs.renameSync(`${kept}.${process.pid}`, kept);
  } catch {
    // Then the next start compiles it again.
  }
}
