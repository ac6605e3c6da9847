import { FieldErrors } from '../field-errors';
import { brokenLabelKey, brokenLabelValue } from '../names';
import type { KubeObject, NewObject } from '../objects';
import type { Resource } from '../resources/resource';
import { invalid } from '../status';

/**
 * Adds what may be left out.
 *
 * @param before what it was; undefined: it is new
 * @throws StatusError with all that cannot be
 */
export function check(resource: Resource, object: NewObject, before?: KubeObject): void {
  const errors = new FieldErrors();
  checkMetadata(resource, object, errors.below('metadata'));
  resource.complete(object, errors);
  if (before) resource.compare(object as KubeObject, before, errors);
  if (errors.all.length > 0) throw invalid(resource, object.metadata.name ?? '', errors.all);
}

function checkMetadata(resource: Resource, { metadata }: NewObject, errors: FieldErrors): void {
  const { name = '', labels = {}, annotations = {} } = metadata;
  if (name === '') errors.required('name', 'name or generateName is required');
  else for (const words of resource.brokenName(name)) errors.invalid('name', name, words);
  for (const [key, value] of Object.entries(labels)) {
    for (const words of brokenLabelKey(key)) errors.invalid('labels', key, words);
    for (const words of brokenLabelValue(value)) errors.invalid('labels', value, words);
  }
  // What is empty is not kept.
  if (Object.keys(labels).length === 0) delete metadata.labels;
  if (Object.keys(annotations).length === 0) delete metadata.annotations;
}
