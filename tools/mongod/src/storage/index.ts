/** What is stored: databases, collections, their documents and indexes. */
export { Collection } from './collection';
export { DuplicateKeyError, type IndexSpec, type RecordID } from './collection-index';
export { Databases, type Name } from './databases';
export { entriesOf } from './entries';
export { checkCollection, checkDatabase } from './namespace';
