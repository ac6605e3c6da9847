import { MemoryStore } from './memory-store';
import type { Store, StoreUser } from './store';

/** Where a broker keeps its state: in memory, or in a folder where it survives the process. */
export type StoreOptions =
  { readonly type: 'MEMORY' } | { readonly type: 'FILE'; readonly dir: string };

/** @throws StoreError if the folder cannot be used, is used by another server, or is damaged */
export async function openStore(options: StoreOptions, user: StoreUser): Promise<Store> {
  if (options.type === 'MEMORY') return new MemoryStore();
  // It is loaded only for those who ask for it: the others start faster.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() does not read TypeScript
  const { FileStore } = require('./file/file-store') as typeof import('./file/file-store');
  return FileStore.open(options.dir, user);
}
