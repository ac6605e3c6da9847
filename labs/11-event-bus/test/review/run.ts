import vm from 'node:vm';
import { patient } from '@workbook/testkit';
import type { Make, Test } from '../../src/review/reserve-listener';
import { type Recorded, Recorder } from './recorded';

/** What the learner exports. */
export type Tests = (make: Make, test: Test) => unknown;

/** What came of one test with one listener. */
export interface Ran {
  readonly name: string;
  /** Its place among the tests of the file. */
  readonly place: number;
  readonly state: 'passed' | 'failed' | 'hung';
  readonly error: unknown;
  readonly recorded: Recorded;
  /** What was rejected meanwhile, and nobody caught. */
  readonly uncaught: readonly unknown[];
}

/** Whether a test came to its end, and without an error. */
export const isPassed = ({ state }: Ran): boolean => state === 'passed';

interface Registered {
  readonly name: string;
  readonly run: () => Promise<void> | void;
}

/** Chooses tests, and their order, of as many as there are. */
export type Choice = (places: readonly number[]) => readonly number[];

/** Runs the learner's tests, each to its end or until nothing moves any more. */
export class Runner {
  /** How many timers there are without these tests; one that a test has left over is not among them. */
  #idle = Infinity;

  constructor(
    private readonly tests: Tests,
    private readonly uncaught: () => readonly unknown[],
  ) {}

  /** Registers the tests afresh for a listener, and runs those of `choice`, one after the other. */
  async all(make: Make, choice: Choice = (places) => places): Promise<Ran[]> {
    const results: Ran[] = [];
    const run = await this.#register(make);
    for (const place of choice([...run.registered.keys()])) {
      results.push(await this.#run(run, place));
    }
    return results;
  }

  /** Runs the tests in `places` up to the first that does not pass. */
  async untilOneFails(make: Make, places: readonly number[]): Promise<Ran[]> {
    const results: Ran[] = [];
    const run = await this.#register(make);
    for (const place of places) {
      const ran = await this.#run(run, place);
      results.push(ran);
      if (!isPassed(ran)) break;
    }
    return results;
  }

  async #register(make: Make) {
    // jest may have something due in this turn.
    await turn();
    this.#idle = Math.min(this.#idle, busy());
    const recorder = new Recorder();
    const registered: Registered[] = [];
    let isRegistering = true;
    await this.tests(recorder.recording(make), (name, run) => {
      if (!isRegistering) throw new Error(`test('${name}') is called when the tests run already`);
      registered.push({ name, run });
    });
    isRegistering = false;
    return { recorder, registered };
  }

  async #run(
    { recorder, registered }: { recorder: Recorder; registered: readonly Registered[] },
    place: number,
  ): Promise<Ran> {
    const { name, run } = registered[place]!;
    const before = this.uncaught().length;
    const recorded = recorder.begin();
    let state: Ran['state'] = 'hung';
    let error: unknown;
    let end: Recorded | undefined;
    const finish = (how: Ran['state'], thrown?: unknown): void => {
      state = how;
      error = thrown;
      end = recorded.copy();
    };
    void (async () => run())().then(
      () => finish('passed'),
      (thrown: unknown) => finish('failed', thrown),
    );
    await this.#over(() => state !== 'hung');
    const ran = { name, place, state, error, recorded: end ?? recorded.copy() };
    // What nobody catches is told at the end of a turn.
    await turn();
    return { ...ran, uncaught: this.uncaught().slice(before) };
  }

  /**
   * Waits for a test. What waits for a promise that nobody will settle leaves nothing due, and this says so at once:
   * no time has to pass for that. What keeps a timer going has a second.
   */
  async #over(isOver: () => boolean): Promise<void> {
    const limit = Date.now() + patient(1000);
    for (let quiet = 0; quiet < QUIET && !isOver() && Date.now() < limit; quiet++) {
      await turn();
      if (busy() > this.#idle) quiet = 0;
    }
  }
}

/** Timers, and what is due in the next turn: of these a test may wait for one. */
const outside = vm.runInThisContext('process') as NodeJS.Process;
const busy = (): number =>
  outside.getActiveResourcesInfo().filter((kind) => kind === 'Timeout' || kind === 'Immediate')
    .length;

// A test may put fake timers in the place of the real ones.
const later = setImmediate;
const turn = (): Promise<void> => new Promise((resolve) => later(resolve));

/** How many turns have to go by in which nothing is due. */
const QUIET = 20;
