import { BSONRegExp, BSONSymbol } from 'bson';
import { CommandError } from '../error';
import { compareText, type Doc, type Value } from '../values';
import type { ElementTest } from './comparison';

/**
 * Texts that a regular expression matches, and regular expressions that are the same.
 *
 * @throws CommandError 51091 if JavaScript cannot read it: a mongod reads Perl's, which has more
 */
export function regexTest(regex: BSONRegExp): ElementTest {
  const matching = compiled(regex);
  return (element) => {
    if (typeof element === 'string') return matching.test(element);
    if (element instanceof BSONSymbol) return matching.test(element.value);
    if (!(element instanceof BSONRegExp)) return false;
    return compareText(element.pattern, regex.pattern) === 0 && element.options === regex.options;
  };
}

/** @param operators that stand together: `{ $regex: 'x', $options: 'i' }` */
export function regexOf(operators: Doc): BSONRegExp {
  const regex = operators.get('$regex') as Value;
  const options = operators.get('$options');
  if (options !== undefined && typeof options !== 'string')
    throw new CommandError('BadValue', '$options has to be a string');
  if (typeof regex === 'string') return made(regex, options);
  if (!(regex instanceof BSONRegExp))
    throw new CommandError('BadValue', '$regex has to be a string');
  if (options !== undefined && regex.options !== '')
    throw new CommandError(51075, 'options set in both $regex and $options');
  return options === undefined ? regex : made(regex.pattern, options);
}

function made(pattern: string, options?: string): BSONRegExp {
  if (pattern.includes('\0'))
    throw new CommandError('BadValue', 'Regular expression cannot contain an embedded null byte');
  checkRegexOptions(options ?? '');
  return new BSONRegExp(pattern, options);
}

/** @throws CommandError 51108 at a letter that is no option */
export function checkRegexOptions(options: string): void {
  for (const option of options)
    if (!'imsux'.includes(option))
      throw new CommandError(51108, `invalid flag in regex options: ${option}`);
}

/** @throws CommandError 51091, 51108 if JavaScript cannot read it */
export function compiled({ pattern, options }: BSONRegExp): RegExp {
  checkRegexOptions(options);
  const flags = ['i', 'm', 's'].filter((flag) => options.includes(flag)).join('');
  try {
    return new RegExp(options.includes('x') ? withoutBlanks(pattern) : pattern, `${flags}u`);
  } catch {
    return loosely(pattern, flags);
  }
}

/** Perl takes escapes and braces that mean nothing; so does JavaScript without its `u`. */
function loosely(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    throw new CommandError(51091, `Regular expression is invalid: ${(error as Error).message}`);
  }
}

/** `x`: blanks and comments mean nothing, except behind a backslash and in brackets. */
function withoutBlanks(pattern: string): string {
  return pattern.replace(
    /(\\[^]|\[(?:\\[^]|[^\]\\])*\])|\s+|#[^\n]*/g,
    (_, kept: string | undefined) => kept ?? '',
  );
}
