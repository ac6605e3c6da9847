/** Which fields of a document are told, and what is worked out in their place. */
export { parseComputedFields } from './computed-fields';
export { parseFindProjection, parseProjection, type Projection } from './parse';
export { parseExclusion } from './exclusion';
