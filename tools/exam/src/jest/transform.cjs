'use strict';
// What jest asks to compile. It keeps what it gets, by a name that says all that it depends on.
const { compile, hashOf, version } = require('../../../compile.cjs');

exports.process = (source, file) => ({ code: compile(source, file) });

/** Where coverage is asked for, jest adds to what is kept. */
exports.getCacheKey = (source, file, { instrument }) =>
  hashOf([version, instrument, file, source].join('\0'));
