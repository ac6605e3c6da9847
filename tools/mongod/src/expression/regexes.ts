import { BSONRegExp } from 'bson';
import { CommandError } from '../error';
import { checkRegexOptions, compiled, type Element } from '../query';
import { doc, int, type Value } from '../values';
import type { Operator, Operators } from './expression';
import { isNullish, namedOperands, typeName } from './operands';

/** What a match is told as. */
function told(match: RegExpExecArray): Value {
  return doc({
    match: match[0],
    idx: int(Array.from(match.input.slice(0, match.index)).length),
    captures: match.slice(1).map((each: string | undefined) => each ?? null),
  });
}

/** @param result made of the matches, of which there are none where the input is null */
const matching = (result: (text: string | undefined, regex: RegExp) => Element): Operator => {
  return (operand, parse, name) => {
    const operands = namedOperands(operand, ['input', 'regex', 'options'], {
      noDocument: [
        51103,
        `${name} expects an object of named arguments but found: ${typeName(operand)}`,
      ],
      unknown: [31024, `${name} found an unknown argument: `],
      missing: {
        input: [31022, `${name} requires 'input' parameter`],
        regex: [31023, `${name} requires 'regex' parameter`],
      },
    });
    const [input, regex, options] = ['input', 'regex', 'options'].map((each) =>
      parse(operands.get(each) ?? null),
    );
    return (scope) => {
      const text = input!(scope);
      if (!isNullish(text) && typeof text !== 'string')
        throw new CommandError(51104, `${name} needs 'input' to be of type string`);
      const pattern = patternOf(name, regex!(scope), options!(scope));
      if (!pattern || isNullish(text)) return result(undefined, /$^/);
      const { source, flags } = compiled(pattern);
      return result(text, new RegExp(source, `${flags}g`));
    };
  };
};

function patternOf(name: string, regex: Element, options: Element): BSONRegExp | undefined {
  if (!isNullish(options) && typeof options !== 'string')
    throw new CommandError(51106, `${name} needs 'options' to be of type string`);
  if (options?.includes('\0'))
    throw new CommandError(
      51110,
      `${name}:  regular expression options cannot contain an embedded null byte`,
    );
  checkRegexOptions(options ?? '');
  if (isNullish(regex)) return undefined;
  if (typeof regex === 'string' && regex.includes('\0'))
    throw new CommandError(
      51109,
      `${name}: regular expression cannot contain an embedded null byte`,
    );
  if (typeof regex === 'string') return new BSONRegExp(regex, options ?? '');
  if (!(regex instanceof BSONRegExp))
    throw new CommandError(51105, `${name} needs 'regex' to be of type string or regex`);
  if (regex.options !== '' && !isNullish(options))
    throw new CommandError(
      51107,
      `${name} found regex option(s) specified in both 'regex' and 'option' fields`,
    );
  return isNullish(options) ? regex : new BSONRegExp(regex.pattern, options);
}

/** Regular expressions on one text (manual, "$regexMatch", "$regexFind", "$regexFindAll"). */
export const regexes: Operators = {
  $regexMatch: matching((text, regex) => text !== undefined && regex.test(text)),
  $regexFind: matching((text, regex) => {
    const match = text === undefined ? null : regex.exec(text);
    return match ? told(match) : null;
  }),
  $regexFindAll: matching((text, regex) =>
    text === undefined ? [] : [...text.matchAll(regex)].map(told),
  ),
};
