/** Statements that do not hold on SecantusDB 0.7.0b3, and why: everything else that does not hold is a failure. */
export const DIFFERENCES: ReadonlyMap<string, string> = new Map([
  ['M39', 'appends new fields of one `$set` in the order in which they are sent'],
  ['M74', 'finds no cursor for a `getMore` by the name of another collection, and answers 43'],
  ['M83', 'gives a document with 0 for a `$count` of nothing'],
  ['M97', 'counts the indexes of a dropped collection without that of `_id`'],
  ['M101', 'ignores fields that a command does not have'],
  ['M102', 'answers `w: 2` with error 100, as a replica set that is too small does'],
  ['M104', 'takes part in transactions: `--standalone` only hides its replica set'],
  ['M105', 'takes writes with a number, for the same reason'],
]);
