'use strict';
// What every package manager runs before it installs. Plain old syntax on purpose: see door.cjs.
require('./node-version.cjs');

// `yarn/1.22.22 npm/? node/v20.20.2 linux x64`
var agent = process.env.npm_config_user_agent || 'npm';
var manager = /^[^\s/]*/.exec(agent)[0];

if (manager !== 'npm') {
  console.error(
    'The workbook is installed by npm, which comes with Node; ' +
      manager +
      ' would install other versions than those that its tests passed with.\n    npm ci      installs it',
  );
  process.exit(1);
}
