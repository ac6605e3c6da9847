import { AsyncLocalStorage } from 'node:async_hooks';
import { noteStorages } from '../src/jest/storages.cjs';

/** How much of storages a promise has from its beginning: none of any from Node 24 on. */
const borne = (): number => Object.getOwnPropertySymbols(Promise.resolve()).length;

test('promises bear nothing of the storages that were used before', () => {
  const before = borne();
  const forget = noteStorages();
  for (let count = 0; count < 10; count++) {
    const storage = new AsyncLocalStorage<string>();
    expect(storage.run('kept', () => storage.getStore())).toBe('kept');
  }
  forget();
  expect(borne()).toBe(before);
});

test('who uses one later has it again', () => {
  const forget = noteStorages();
  const storage = new AsyncLocalStorage<string>();
  forget();
  expect(storage.run('again', () => storage.getStore())).toBe('again');
  storage.disable();
});

test('one that was made before is as it was', () => {
  const storage = new AsyncLocalStorage<string>();
  const kept = storage.run('before', () => {
    noteStorages()();
    return storage.getStore();
  });
  expect(kept).toBe('before');
  storage.disable();
});
