import { BSONRegExp } from 'bson';
import { CommandError } from '../error';
import { type ExpressionParser, isOperatorDoc, parseFilter } from '../query';
import { doc, equal, isArray, isDoc, keyOf, typeOf, type Value } from '../values';
import { checkViable, type Modifier, type ModifierParser } from './modifier';

type Matches = (element: Value) => boolean;

/** They ask for documents, also where they stand first. */
const OF_DOCUMENTS: ReadonlySet<string> = new Set([
  ...['$and', '$or', '$nor', '$expr', '$comment', '$where', '$text', '$jsonSchema'],
]);

/** Manual, "$pull": elements that are equal to the operand, or that it matches as a filter. */
export const pull: ModifierParser = (operand) => culling(matcherOf(operand));

/** Manual, "$pullAll". */
export const pullAll: ModifierParser = (operand) => {
  if (!isArray(operand))
    throw new CommandError(
      'BadValue',
      `$pullAll requires an array argument but was given a ${typeOf(operand)}`,
    );
  const keys = new Set(operand.map((each) => keyOf(each)));
  return culling((element) => keys.has(keyOf(element)));
};

function culling(isUnwanted: Matches): Modifier {
  return {
    change(value) {
      if (!isArray(value))
        throw new CommandError('BadValue', 'Cannot apply $pull to a non-array value');
      const kept = value.filter((element) => !isUnwanted(element));
      return kept.length < value.length ? kept : value;
    },
    make(place) {
      checkViable(place);
      return undefined;
    },
  };
}

function matcherOf(operand: Value): Matches {
  if (operand instanceof BSONRegExp) return asField(operand);
  if (!isDoc(operand)) return (element) => equal(element, operand);
  const [first] = operand.keys();
  if (isOperatorDoc(operand) && !OF_DOCUMENTS.has(first!)) return asField(operand);
  const filter = parseFilter(operand, noExpressions);
  return (element) => isDoc(element) && filter.matches(element);
}

/** An element as the field of a document, as which a condition takes it. */
function asField(condition: Value): Matches {
  const filter = parseFilter(doc({ '': condition }), noExpressions);
  return (element) => filter.matches(doc({ '': element }));
}

const noExpressions: ExpressionParser = () => {
  throw new CommandError('QueryFeatureNotAllowed', '$expr is not allowed in this context');
};
