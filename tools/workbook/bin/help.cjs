'use strict';
// `npm test -- --help`, where jest would list 80 options, and not the one that is our own.
if (process.argv.includes('--help')) {
  console.log(
    require('../../run.cjs')(require.resolve('../src/experiment/help.ts')).help.trimEnd(),
  );
  process.exit(0);
}
