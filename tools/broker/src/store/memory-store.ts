import { MemoryMessages } from './memory-messages';
import type { MessageStore } from './message-store';
import type { Store } from './store';

const nothing = (): void => undefined;

/** Keeps everything as long as the process lives: there is nothing to commit (section 4). */
export class MemoryStore implements Store {
  readonly type = 'MEMORY';
  readonly recovered = undefined;
  readonly forget = nothing;
  readonly addClient = nothing;
  readonly removeClient = nothing;
  readonly saveSubscription = nothing;
  readonly touch = nothing;
  readonly removeSubscription = nothing;
  readonly commit = nothing;
  readonly isBusy = false;

  messagesOf(): MessageStore {
    return new MemoryMessages();
  }

  afterCommit(then: () => void): void {
    then();
  }

  async close(): Promise<void> {
    // What was in memory goes with the process.
  }
}
