'use strict';
// `npm test step-9` in a lab of seven steps, where jest would say that no tests were found, and its own options.
const fs = require('fs');
const path = require('path');

const folder = path.join(process.cwd(), 'test');
const files = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
const steps = files.map((file) => /^(step-\d+)-.*\.test\.ts$/.exec(file)?.[1]).filter(Boolean);
const wanted = process.argv.slice(2).find((arg) => /^step-\d+$/.test(arg) && !steps.includes(arg));
if (wanted !== undefined && steps.length > 0) {
  steps.sort((one, other) => Number(one.slice(5)) - Number(other.slice(5)));
  console.error(
    `There is no ${wanted} in this lab. Its steps are ${steps[0]} to ${steps.at(-1)}.\n` +
      `    npm test ${steps.at(-1)}      runs the last one`,
  );
  process.exit(2);
}
