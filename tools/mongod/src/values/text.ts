import { EJSON } from 'bson';
import { isArray, isDoc, type Value } from './value';

/** As a mongod writes a value into its messages: `{ _id: 1, price: 2.5 }`. */
export function shown(value: Value): string {
  if (isDoc(value)) {
    const fields = [...value].map(([name, each]) => `${name}: ${shown(each)}`);
    return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}';
  }
  if (isArray(value)) return value.length > 0 ? `[ ${value.map(shown).join(', ')} ]` : '[]';
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  switch (value._bsontype) {
    case 'Int32':
      return String(value.value);
    case 'Double':
      return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
    case 'Long':
      return value.toString();
    case 'Decimal128':
      return `Decimal128('${value.toString()}')`;
    case 'ObjectId':
      return `ObjectId('${value.toHexString()}')`;
    case 'BSONRegExp':
      return `/${value.pattern}/${value.options}`;
    case 'MinKey':
    case 'MaxKey':
      return value._bsontype;
    default:
      return EJSON.stringify(value);
  }
}
