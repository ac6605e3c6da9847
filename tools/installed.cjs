'use strict';
// Plain old syntax on purpose: see door.cjs. Ends the process if what is installed is not what
// package-lock.json asks for. npm writes down in node_modules what it has installed, when it is done.

var fs = require('fs');
var path = require('path');

var root = path.join(__dirname, '..');

/** What a lock file of npm lists, by folder; undefined if there is none, or half of one. */
function packagesIn(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages;
  } catch (_error) {
    return undefined;
  }
}

/** What is wrong, in a sentence; undefined if nothing is. */
function whatIsWrong() {
  var wanted = packagesIn('package-lock.json');
  if (!wanted) return 'package-lock.json, which says what to install, is missing or damaged.';
  var installed = packagesIn('node_modules/.package-lock.json');
  if (!installed) return 'The packages that the workbook needs are not installed yet.';
  var folders = Object.keys(wanted).filter(function (folder) {
    // Optional ones are for other systems.
    if (folder === '' || wanted[folder].optional) return false;
    var found = installed[folder];
    if (!found || found.version !== wanted[folder].version) return true;
    // Folders do get lost; but what lies elsewhere, in a room of tools, no learner needs.
    return /^node_modules\//.test(folder) && !fs.existsSync(path.join(root, folder));
  });
  if (folders.length === 0) return undefined;
  var name = folders[0].replace(/^.*node_modules\//, '');
  var more = folders.length > 1 ? ', and ' + (folders.length - 1) + ' more' : '';
  return (
    'The installed packages are not those of the workbook: ' +
    name +
    ' is missing or of another version' +
    more +
    '.'
  );
}

/** The commands that mend it, from the folder in which the reader typed. */
function whatToType(sentence) {
  var to = path.relative(process.env.INIT_CWD || process.cwd(), root);
  var lines = [];
  if (to !== '') lines.push('cd ' + (/[^\w./\\:-]/.test(to) ? '"' + to + '"' : to));
  if (/^package-lock/.test(sentence)) lines.push('git checkout -- package-lock.json');
  lines.push('npm ci      installs them');
  return lines
    .map(function (line) {
      return '\n    ' + line;
    })
    .join('');
}

var wrong = whatIsWrong();
if (wrong) {
  console.error(wrong + whatToType(wrong));
  process.exit(1);
}
