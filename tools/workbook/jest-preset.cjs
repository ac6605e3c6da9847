'use strict';
// How the tests of a lab run, and who tells the learner of them.
module.exports = {
  ...require('@workbook/exam/jest-preset'),
  reporters: [
    ['@workbook/exam/lab-reporter', { reader: require.resolve('./src/verdict/reader.ts') }],
  ],
};
