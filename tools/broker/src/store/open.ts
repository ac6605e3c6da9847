import type { Clock } from '@workbook/clock';
import { MemoryStore } from './memory-store';
import type { Store } from './store';

/** Where a broker keeps its state: in memory, or in a folder where it survives the process. */
export type StoreOptions =
  { readonly type: 'MEMORY' } | { readonly type: 'FILE'; readonly dir: string };

/** What a store on disk needs to know of its server. */
export interface StoreUser {
  readonly clusterID: string;
  readonly clock: Clock;
  /** Called once if the disk takes no more; nothing that waits for a commit is run after that. */
  failed(error: Error): void;
  /** Is told, in a sentence each, what was mended when the store was opened. */
  warn(text: string): void;
}

/** @throws StoreError if the folder cannot be used, is used by another server, or is damaged */
export async function openStore(options: StoreOptions, user: StoreUser): Promise<Store> {
  if (options.type === 'MEMORY') return new MemoryStore();
  // It is loaded only for those who ask for it: the others start faster.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() does not read TypeScript
  const { FileStore } = require('./file/file-store') as typeof import('./file/file-store');
  return FileStore.open(options.dir, user);
}
