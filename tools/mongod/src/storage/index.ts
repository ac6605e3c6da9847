/** What is stored: databases, collections, their documents and indexes. */
export { Collection, type RecordID } from './collection';
export { DuplicateKeyError, type IndexSpec } from './collection-index';
export { Databases } from './databases';
export { checkCollection, checkDatabase } from './namespace';
