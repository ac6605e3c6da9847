'use strict';
// @swc/jest names the source in a source map by its path. What stands there is read as a URL: in a
// folder with a "#" in its name stacks lost their end, and "100%" ended a run with "URI malformed".
const { pathToFileURL } = require('node:url');
const { stripVTControlCharacters } = require('node:util');
const swc = require('@swc/jest');

exports.createTransformer = (options) => {
  const transformer = swc.createTransformer(options);
  return {
    ...transformer,
    process(source, file, context) {
      const { code, map } = compile(() => transformer.process(source, file, context));
      const named = JSON.stringify({ ...JSON.parse(map), sources: [pathToFileURL(file).href] });
      // In the code itself: the watchdog's debugger, which sees what runs, needs it too.
      const encoded = Buffer.from(named).toString('base64');
      return { code: `${code}\n//# sourceMappingURL=data:application/json;base64,${encoded}` };
    },
  };
};

/** @throws with what is wrong with the source in the field `syntax`: `file`, `line`, `what` and `frame` */
function compile(transform) {
  try {
    return transform();
  } catch (error) {
    const syntax = syntaxIn(stripVTControlCharacters(error.message));
    throw Object.assign(error, syntax && { syntax });
  }
}

/** swc says it in a drawing, and in no other way: its first part is taken apart here, where it is thrown. */
function syntaxIn(message) {
  const drawn = /^\s*[x×] (.+)\n[^[]*\[(.+):(\d+):\d+\]\n((?:.*\n)*?)\s*[`╰]/.exec(message);
  if (!drawn) return undefined;
  const [, what, file, line, frame] = drawn;
  return { file, line: Number(line), what, frame: dedent(frame.trimEnd().split('\n')) };
}

function dedent(lines) {
  const indents = lines.filter((line) => line.trim()).map((line) => /^ */.exec(line)[0].length);
  return lines.map((line) => line.slice(Math.min(...indents)).trimEnd());
}
