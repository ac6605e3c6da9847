/** The fields that are looked at by others than the owner of an object, by their names in the real server. */
const FIELDS: readonly (readonly [path: string, field: string, type: keyof typeof GO])[] = [
  ['metadata', 'metadata', 'ObjectMeta'],
  ['metadata.name', 'ObjectMeta.metadata.name', 'string'],
  ['metadata.generateName', 'ObjectMeta.metadata.generateName', 'string'],
  ['metadata.namespace', 'ObjectMeta.metadata.namespace', 'string'],
  ['metadata.labels', 'ObjectMeta.metadata.labels', 'map[string]string'],
  ['metadata.annotations', 'ObjectMeta.metadata.annotations', 'map[string]string'],
  ['spec', 'spec', 'Spec'],
  ['spec.replicas', 'Spec.spec.replicas', 'int32'],
  ['spec.containers', 'PodSpec.spec.containers', '[]v1.Container'],
  ['spec.ports', 'ServiceSpec.spec.ports', '[]v1.ServicePort'],
  ['spec.selector', 'Spec.spec.selector', 'Selector'],
  ['spec.template', 'Spec.spec.template', 'v1.PodTemplateSpec'],
  ['spec.template.spec.containers', 'PodSpec.spec.template.spec.containers', '[]v1.Container'],
];

const isMap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): boolean => Array.isArray(value) && value.every(isMap);
/** What a value of each type is. */
const GO = {
  string: (value: unknown) => typeof value === 'string',
  int32: (value: unknown) => Number.isInteger(value),
  'map[string]string': (value: unknown) =>
    isMap(value) && Object.values(value as object).every((one) => typeof one === 'string'),
  ObjectMeta: isMap,
  Spec: isMap,
  Selector: isMap,
  'v1.PodTemplateSpec': isMap,
  '[]v1.Container': isList,
  '[]v1.ServicePort': isList,
} as const;

/** @returns what is wrong with the first field that has a value of another type, if one has */
export function typeError(object: { kind: string }): string | undefined {
  for (const [path, field, type] of FIELDS) {
    let value: unknown = object;
    for (const key of path.split('.'))
      value = (value as Record<string, unknown> | undefined)?.[key];
    if (value === undefined || value === null || GO[type](value)) continue;
    const is = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    const name = field.replace(/^Spec\./, `${object.kind}Spec.`);
    return `json: cannot unmarshal ${is} into Go struct field ${name} of type ${type}`;
  }
  return undefined;
}
