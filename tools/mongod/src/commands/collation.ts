import { CommandError, notHere } from '../error';
import { type Collation, collationBy, type Doc, shown, SIMPLE } from '../values';
import { Arguments } from './arguments';

/** What Unicode's locale identifiers call the kinds of order that ICU's have other names for. */
const KINDS: Readonly<Record<string, string>> = {
  phonebook: 'phonebk',
  traditional: 'trad',
  dictionary: 'dict',
};

/**
 * The `collation` of a command (manual, "Collation"): SIMPLE if it has none.
 *
 * @throws CommandError 238 if it asks for what Intl.Collator cannot do
 */
export function collationOf(args: Arguments): Collation {
  const asked = args.doc('collation');
  if (!asked || asked.size === 0) return SIMPLE;
  const own = new Arguments('collation', asked);
  const locale = own.needed('locale', own.text('locale'));
  const options = optionsOf(own);
  own.end();
  if (locale === 'simple') return SIMPLE;
  const { compare } = new Intl.Collator(tagOf(locale, asked), options);
  return collationBy(compare);
}

function optionsOf(own: Arguments): Intl.CollatorOptions {
  const strength = own.integer('strength') ?? 3;
  const caseFirst = own.text('caseFirst') ?? 'off';
  const alternate = own.text('alternate') ?? 'non-ignorable';
  const maxVariable = own.text('maxVariable') ?? 'punct';
  // Intl.Collator always takes what is written in two ways for one.
  own.flag('normalization');
  checkEnumeration('caseFirst', caseFirst, ['off', 'upper', 'lower']);
  checkEnumeration('alternate', alternate, ['non-ignorable', 'shifted']);
  checkEnumeration('maxVariable', maxVariable, ['punct', 'space']);
  if (own.flag('backwards')) throw notHere('A collation with backwards');
  if (maxVariable === 'space') throw notHere("A collation with maxVariable 'space'");
  return {
    sensitivity: sensitivityOf(strength, own.flag('caseLevel')),
    caseFirst: caseFirst === 'off' ? 'false' : (caseFirst as 'upper' | 'lower'),
    numeric: own.flag('numericOrdering'),
    ignorePunctuation: alternate === 'shifted',
  };
}

function sensitivityOf(strength: number, caseLevel: boolean): Intl.CollatorOptions['sensitivity'] {
  if (strength < 1 || strength > 5)
    throw new CommandError(
      51024,
      strength < 1
        ? `BSON field 'strength' value must be >= 1, actual value '${strength}'`
        : `BSON field 'strength' value must be <= 5, actual value '${strength}'`,
    );
  if (strength > 3) throw notHere(`A collation with strength ${strength}`);
  if (caseLevel && strength > 1)
    throw notHere(`A collation with caseLevel and strength ${strength}`);
  if (strength === 1) return caseLevel ? 'case' : 'base';
  return strength === 2 ? 'accent' : 'variant';
}

function checkEnumeration(field: string, value: string, known: readonly string[]): void {
  if (!known.includes(value))
    throw new CommandError(
      'BadValue',
      `Enumeration value '${value}' for field 'collation.${field}' is not a valid value.`,
    );
}

/** `de_AT@collation=phonebook` as `de-AT-u-co-phonebk`. @throws CommandError 2 if there is no such locale */
function tagOf(locale: string, asked: Doc): string {
  const [, name, kind] = /^([A-Za-z_]+)(?:@collation=(\w+))?$/.exec(locale) ?? [];
  const unknown = new CommandError('BadValue', `Field 'locale' is invalid in: ${shown(asked)}`);
  if (name === undefined) throw unknown;
  const base = name.replaceAll('_', '-');
  const code = kind && (KINDS[kind] ?? kind);
  const tag = code ? `${base}-u-co-${code}` : base;
  try {
    if (Intl.Collator.supportedLocalesOf(tag).length === 0) throw unknown;
  } catch {
    throw unknown;
  }
  if (code && new Intl.Collator(tag).resolvedOptions().collation !== code) throw unknown;
  return tag;
}
