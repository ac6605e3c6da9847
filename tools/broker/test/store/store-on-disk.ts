import { VirtualClock } from '@workbook/clock';
import fs from 'node:fs';
import { FileStore } from '../../src/store/file/file-store';
import { Folder } from './folder';

// A store on disk for each test of a file, closed after it; what it warned of, and why it failed.

export const failures: Error[] = [];
export const warnings: string[] = [];
const opened: FileStore[] = [];

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  for (const list of [failures, warnings]) list.splice(0);
  jest.restoreAllMocks();
});
// It is removed after the stores are closed.
export const folder = new Folder();
export const clock = new VirtualClock();

/** Opens the store of `folder`. */
export async function open(clusterID = 'test-cluster'): Promise<FileStore> {
  const failed = (error: Error): number => failures.push(error);
  const warn = (text: string): number => warnings.push(text);
  const store = await FileStore.open(folder.path, { clusterID, clock, failed, warn });
  opened.push(store);
  return store;
}

/** A channel with ten blocks of ten messages, or ten more. */
export function fill(store: FileStore): void {
  const messages = store.messagesOf('foo');
  for (let count = 1; count <= 100; count++) {
    const write = (target: Buffer, at: number): Buffer => target.fill(`${count} `, at, at + 300);
    messages.append({ size: 300, write }, count);
    if (count % 10 === 0) store.commit();
  }
}

/** As a server leaves it that is killed a while after it kept the last message. */
export async function killed(): Promise<void> {
  const store = await open();
  fill(store);
  await clock.pass(1000, () => Promise.resolve());
  const left = folder.contents;
  await store.close();
  folder.restore(left);
}

/** As one leaves it that was told to stop. */
export async function stopped(): Promise<void> {
  const store = await open();
  fill(store);
  await store.close();
}

/** Where the messages are. */
export const SEGMENT = 'channel-1/1.log';

/** Puts other bytes in the place of those of a file. */
export function change(name: string, by: (bytes: Buffer) => Buffer | undefined): void {
  const bytes = fs.readFileSync(folder.at(name));
  fs.writeFileSync(folder.at(name), by(bytes) ?? bytes);
}
