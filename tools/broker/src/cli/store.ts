import type { StoreOptions } from '../store/open';
import { StoreError } from '../store/store';
import type { Settings } from './command';

/**
 * The store that `-st` and `-dir` ask for, in capitals or not.
 *
 * @throws StoreError in the words of the real server, where it refuses too (behaviour document, sections 4 and 5)
 */
export function storeOf({
  storeType,
  storeDir,
}: Pick<Settings, 'storeType' | 'storeDir'>): StoreOptions {
  switch (storeType.toUpperCase()) {
    case 'MEMORY':
      return { type: 'MEMORY' };
    case 'FILE':
      if (storeDir !== undefined) return { type: 'FILE', dir: storeDir };
      throw new StoreError('for FILE stores, root directory must be specified');
    case 'SQL':
      throw new StoreError(
        'the embedded server has no SQL store; one that survives the process is -st FILE -dir DIR',
      );
    default:
      throw new StoreError(`unsupported store type: ${storeType}`);
  }
}
