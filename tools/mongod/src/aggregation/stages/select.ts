import { CommandError } from '../../error';
import { parseSort } from '../../query';
import {
  type Doc,
  doc,
  int,
  integerOf,
  isDoc,
  isNumeric,
  shown,
  toNumber,
  type Value,
} from '../../values';
import { filterOf } from '../filter';
import type { StageParser, StageParsers } from '../stage';

const match: StageParser = (spec, { environment }) => {
  if (!isDoc(spec))
    throw new CommandError(15959, 'the match filter must be an expression in an object');
  const filter = filterOf(spec, environment);
  return (docs) => docs.filter((each) => filter.matches(each));
};

const sort: StageParser = (spec, { environment }) => {
  if (!isDoc(spec)) throw new CommandError(15973, 'the $sort key specification must be an object');
  if (spec.size === 0) throw new CommandError(15976, '$sort stage must have at least one sort key');
  const order = parseSort(spec, environment.collation);
  return (docs) => [...docs].sort(order);
};

/** A whole number of 64 bits. @param code for what is none */
function countOf(name: string, spec: Value, code: number): number {
  const wrong = (why: string): CommandError =>
    new CommandError(code, `invalid argument to ${name} stage: ${why} in: ${name}: ${shown(spec)}`);
  const integer = integerOf(spec);
  if (integer === 'no number') throw wrong('Expected a number');
  if (typeof integer !== 'bigint')
    throw wrong(
      integer === 'too large' && isNumeric(spec) && Number.isFinite(toNumber(spec))
        ? 'Cannot represent as a 64-bit integer'
        : 'Expected an integer',
    );
  if (integer < 0n) throw wrong('Expected a non-negative number');
  return Number(integer);
}

const limit: StageParser = (spec, _context, _pipeline, name) => {
  const most = countOf(name, spec, 5107201);
  if (most === 0) throw new CommandError(15958, 'the limit must be positive');
  return (docs) => docs.slice(0, most);
};

const skip: StageParser = (spec, _context, _pipeline, name) => {
  const first = countOf(name, spec, 5107200);
  return (docs) => docs.slice(first);
};

/** Each document is as likely as another, and comes once. */
const sample: StageParser = (spec) => {
  if (!isDoc(spec))
    throw new CommandError(28745, 'the $sample stage specification must be an object');
  for (const name of spec.keys())
    if (name !== 'size') throw new CommandError(28748, `unrecognized option to $sample: ${name}`);
  const size = spec.get('size');
  if (size === undefined) throw new CommandError(28749, '$sample stage must specify a size');
  if (!isNumeric(size)) throw new CommandError(28746, 'size argument to $sample must be a number');
  const most = toNumber(size);
  if (most < 0) throw new CommandError(28747, 'size argument to $sample must not be negative');
  return (docs) => {
    const left = [...docs];
    const taken: Doc[] = [];
    while (taken.length < Math.trunc(most) && left.length > 0)
      taken.push(...left.splice(Math.floor(Math.random() * left.length), 1));
    return taken;
  };
};

const count: StageParser = (spec) => {
  if (typeof spec !== 'string' || spec === '')
    throw new CommandError(40156, 'the count field must be a non-empty string');
  if (spec.startsWith('$'))
    throw new CommandError(40158, 'the count field cannot be a $-prefixed path');
  if (spec.includes('\0'))
    throw new CommandError(40157, 'the count field cannot contain a null byte');
  if (spec.includes('.')) throw new CommandError(40160, "the count field cannot contain '.'");
  return (docs) => (docs.length > 0 ? [doc({ [spec]: int(docs.length) })] : []);
};

/** Stages that let documents through, or count them (manual, "Aggregation Stages"). */
export const select: StageParsers = {
  $match: match,
  $sort: sort,
  $limit: limit,
  $skip: skip,
  $sample: sample,
  $count: count,
};
