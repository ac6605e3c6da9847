'use strict';
// @swc/jest names the source in a source map by its path. What stands there is read as a URL: in a
// folder with a "#" in its name stacks lost their end, and "100%" ended a run with "URI malformed".
const { pathToFileURL } = require('node:url');
const swc = require('@swc/jest');

exports.createTransformer = (options) => {
  const transformer = swc.createTransformer(options);
  return {
    ...transformer,
    process(source, file, context) {
      const { code, map } = transformer.process(source, file, context);
      const named = JSON.stringify({ ...JSON.parse(map), sources: [pathToFileURL(file).href] });
      // In the code itself: the watchdog's debugger, which sees what runs, needs it too.
      const encoded = Buffer.from(named).toString('base64');
      return { code: `${code}\n//# sourceMappingURL=data:application/json;base64,${encoded}` };
    },
  };
};
