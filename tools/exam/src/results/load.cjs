'use strict';
// jest loads a reporter with a plain require, and ours are TypeScript.
const path = require('node:path');
const { createJiti } = require('jiti');

const cache = path.join(__dirname, '..', '..', '..', '..', 'node_modules', '.cache', 'jiti');

module.exports = createJiti(__filename, { fsCache: cache, interopDefault: true });
