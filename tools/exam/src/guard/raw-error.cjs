'use strict';
// What an error says that nobody expected, whatever was thrown.
const path = require('node:path');
const { inspect, stripVTControlCharacters } = require('node:util');
const { format } = require('pretty-format');
const { adviceAt } = require('./findings.cjs');
const { bestOf, labOf, placesIn } = require('./places.cjs');

/**
 * The finding in what a test of `file` threw: its own, if it brings one.
 *
 * @param expected what the test is called, or what is expected of a file as a whole
 * @param caller an error that was made where jest was told of the test: a string that is thrown has no stack
 */
function findingIn(thrown, { expected, file, caller }) {
  const own = thrown?.finding ?? thrown?.matcherResult?.finding;
  // A learner's error may have a field of this name too.
  if (Array.isArray(own?.happened)) return own;
  const lab = labOf(file);
  if (thrown?.syntax) return syntaxFinding(thrown.syntax, { expected, file, lab });
  const places = placesIn(stackOf(isError(thrown) ? thrown : caller), lab);
  const isInCode = places[0]?.startsWith('src/');
  // Errors of jest's matchers have this field, and no others.
  if (isError(thrown) && 'matcherResult' in thrown && !isInCode) {
    const happened = plain(thrown.message).split('\n');
    return { expected, happened, ...adviceAt(places[0], file), calledAt: places };
  }
  const place = bestOf(places);
  return {
    expected,
    happened: happening(thrown, place?.startsWith('src/') ? place : undefined).split('\n'),
    ...adviceAt(place, file),
  };
}

/** @param place in the learner's code; undefined if it is not known to be there */
function happening(thrown, place) {
  if (!isError(thrown)) {
    const what = format(thrown, { maxDepth: 3 });
    const named = typeof thrown === 'string' ? `the string ${what}` : what;
    return `${named} was thrown, which does not say where: an Error does`;
  }
  if (thrown.code === 'ERR_UNHANDLED_ERROR') {
    const at = place === undefined ? '' : `, at ${place}`;
    return `an "error" event came, and nothing listens for it${at}: ${inspect(thrown.context)}`;
  }
  if (place !== undefined) return `${place} threw ${inWords(thrown)}`;
  return inWords(thrown).replace(/^Error: /, '');
}

/** `TypeError: no`, as it stands above a stack. */
function inWords({ name = 'Error', code, message, requireStack, stack }) {
  const coded = `${name} [${code}]`;
  const kind = String(stack).startsWith(coded) ? coded : name;
  // Who wants a module that is not there, and who wanted that: the first is told, and by its place.
  const [said] = requireStack ? plain(message).split(/\n+Require stack:/) : [plain(message)];
  return said === '' ? kind : `${kind}: ${said}`;
}

function syntaxFinding({ file: source, line, what, frame }, { expected, file, lab }) {
  const name = path.isAbsolute(source) ? path.relative(lab, source) : source;
  const place = `${name.split(path.sep).join('/')}:${line}`;
  return {
    expected,
    happened: [`${place}  ${what}`, '', ...frame],
    ...adviceAt(place, file),
  };
}

/** As jest sees it: whoever throws in another realm throws no Error of this one. */
function isError(thrown) {
  return Boolean(thrown) && (typeof thrown.stack === 'string' || Boolean(thrown.message));
}

/** With those of its causes. */
function stackOf(error) {
  const stacks = [];
  for (let each = error; each && !stacks.includes(each.stack); each = each.cause) {
    stacks.push(each.stack);
  }
  return stacks.join('\n');
}

function plain(message) {
  return stripVTControlCharacters(String(message ?? ''))
    .replace(/[^\S\n]+$/gm, '')
    .trim();
}

module.exports = { findingIn };
