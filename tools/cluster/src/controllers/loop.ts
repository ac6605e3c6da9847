import { StatusError } from '../status';
import type { Change, Listener, Store } from '../store';

/** Tells controllers of every change, one after the other: what one of them does comes after what it saw. */
export class Loop {
  readonly #queue: Change[] = [];
  #isOver = false;

  constructor(store: Store, controllers: readonly Listener[]) {
    store.listen((change) => {
      this.#queue.push(change);
      if (this.#queue.length === 1) queueMicrotask(() => this.#run(controllers));
    });
  }

  /** True when everything that happened was seen by everybody. */
  get isIdle(): boolean {
    return this.#queue.length === 0;
  }

  stop(): void {
    this.#isOver = true;
  }

  #run(controllers: readonly Listener[]): void {
    for (let change = this.#queue[0]; change; change = this.#queue[0]) {
      if (!this.#isOver) for (const controller of controllers) tell(controller, change);
      this.#queue.shift();
    }
  }
}

/** What a controller may not do, because somebody has a name already, it leaves until the next change. */
function tell(controller: Listener, change: Change): void {
  try {
    controller(change);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
  }
}
