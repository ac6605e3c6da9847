'use strict';
// How the tests of a lab run, and who tells the learner of it.
module.exports = {
  ...require('@workbook/exam/jest-preset'),
  reporters: [require.resolve('./src/reporter/reporter.cjs')],
};
