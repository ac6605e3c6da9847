import { type Shape, shapeOf } from './shapes';

/** Thrown through all that is within an object; the message is for who sent it. */
export class TypeMismatch extends Error {
  override readonly name = 'TypeMismatch';
}

/** @param field by its name in the real server */
export function mismatch(value: unknown, field: string, type: string): TypeMismatch {
  const is = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return new TypeMismatch(
    `json: cannot unmarshal ${is} into Go struct field ${field} of type ${type}`,
  );
}

/**
 * An object with all that is `null` left out, as the real server reads it.
 *
 * @throws TypeMismatch if a field that is looked at has a value of another type
 */
export function typed<T extends { kind: string }>(object: T): T {
  return read(object, shapeOf(object.kind), '', []) as T;
}

/** @param struct what the field is in, by its name in the real server */
function read(value: unknown, shape: Shape, struct: string, path: readonly string[]): unknown {
  const wrong = (type: string): Error => mismatch(value, `${struct}.${path.join('.')}`, type);
  if (typeof shape === 'string') {
    if (!isPlain(value, shape)) throw wrong(shape);
    return value;
  }
  if ('of' in shape) {
    if (!Array.isArray(value)) throw wrong(`[]${shape.name}`);
    const empty = shape.of === 'string' ? '' : {};
    return value.map((one: unknown) => read(one ?? empty, shape.of, struct, path));
  }
  const isMap = 'map' in shape;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong(isMap ? 'map[string]string' : `v1.${shape.struct}`);
  }
  const fields = Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    if (isMap) return [[key, read(part ?? '', shape.map, struct, path)]];
    if (part === null) return [];
    const its = shape.fields[key];
    return [[key, its === undefined ? part : read(part, its, shape.struct, [...path, key])]];
  });
  return Object.fromEntries(fields) as unknown;
}

function isPlain(value: unknown, shape: Shape): boolean {
  switch (shape) {
    case 'bool':
      return typeof value === 'boolean';
    case 'intstr.IntOrString':
      return typeof value === 'string' || Number.isInteger(value);
    case 'int32':
    case 'int64':
      return Number.isInteger(value);
    default:
      return typeof value === 'string';
  }
}
