'use strict';
// Commands are TypeScript and run from source: what was compiled is kept, which starts faster than
// ts-node and cannot be out of date like a build. Modules are found as Node finds them.
require('./node-version.cjs');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

/**
 * Runs the TypeScript program `file`.
 * @param usage is shown to who gives it options that it does not have
 * @returns what it exports
 */
module.exports = function run(file, usage) {
  const way = hashOf(fs.readFileSync(__filename));
  const cache = path.join(__dirname, '..', 'node_modules', '.cache', `commands-${way}`);
  Module._extensions['.ts'] = (module, name) => module._compile(compiled(name, cache), name);
  try {
    return require(file);
  } catch (error) {
    if (!String(error.code).startsWith('ERR_PARSE_ARGS')) throw error;
    console.error(`${error.message.split('. ')[0]}.\n    ${usage}`);
    process.exitCode = 2;
    return undefined;
  }
};

/** The JavaScript of `name`, which is compiled once per version of the file. */
function compiled(name, cache) {
  const source = fs.readFileSync(name, 'utf8');
  const kept = path.join(cache, `${path.basename(name, '.ts')}-${hashOf(name + source)}.js`);
  try {
    return fs.readFileSync(kept, 'utf8');
  } catch {
    const code = transform(source);
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

/** Every line keeps its number, so that stacks need no source map. */
function transform(source) {
  const { code } = require('sucrase').transform(source, {
    transforms: ['typescript', 'imports'],
    disableESTransforms: true,
  });
  // Of what an index passes on, every use would go through a getter for each index on the way: a tenth
  // of the broker's speed. No module imports itself in a circle, so that the value is there already.
  return code.replaceAll(/get: \(\) => (obj\[\w+\])/g, 'value: $1');
}

function hashOf(text) {
  return createHash('sha1').update(text).digest('hex').slice(0, 16);
}
