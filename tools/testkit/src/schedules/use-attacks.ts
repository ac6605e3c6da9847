import type { Moves, Replayed, SmallWorld, Tables } from '@workbook/explorer';
import { Recording, setCurrentRecording } from '@workbook/world';
import { found } from '../failure';
import { type Advice, Failure } from '../finding';
import { isOfLab, keepRun } from '../kept-run';
import { attack, excessOf, run } from './attack';

/** What an attack is to do, and where its author looks. */
export interface Wanted extends Advice {
  /** A sentence that goes on after "expected". */
  readonly expected: string;
}

type AnyWorld = SmallWorld<unknown, Tables>;

/** What tests do with schedules that a learner has written. */
export interface Attacks {
  /**
   * Runs an attack, which is to end badly.
   *
   * @throws Failure if it is no schedule of this world, goes a way that the handler does not go, or ends well
   */
  readonly sinks: <Data, All extends Tables>(
    world: SmallWorld<Data, All>,
    moves: Moves,
    wanted: Wanted,
  ) => Promise<Replayed>;
  /**
   * Runs a schedule, which may end as it likes.
   *
   * @throws Failure if it is no schedule of this world, or goes a way that the handler does not go
   */
  readonly runs: Attacks['sinks'];
  /**
   * Looks whether an attack that ends badly has as few moves as any.
   *
   * @throws Failure if another one has fewer
   */
  readonly isShort: <Data, All extends Tables>(
    world: SmallWorld<Data, All>,
    moves: Moves,
    wanted: Wanted,
  ) => Promise<void>;
}

/** For a file of tests of schedules: the last one that a test has run is kept, and drawn if the test fails. */
export function useAttacks(): Attacks {
  const { testPath = '' } = expect.getState();
  let recording: Recording;
  beforeEach(() => setCurrentRecording((recording = new Recording())));
  afterEach(() => {
    setCurrentRecording(undefined);
    const { currentTestName = '' } = expect.getState();
    if (isOfLab(testPath)) keepRun(testPath, currentTestName, recording.happened, []);
  });
  const keeping =
    (how: typeof run): Attacks['sinks'] =>
    async (world, moves, wanted) => {
      const { replayed, missed } = await how(world as unknown as AnyWorld, moves);
      recording.happened.splice(0, Infinity, ...(replayed?.run.happened ?? []));
      if (missed) throw failure(wanted, missed);
      return replayed!;
    };
  const sinks = keeping(attack);
  return {
    sinks,
    runs: keeping(run),
    async isShort(world, moves, wanted) {
      await sinks(world, moves, wanted);
      const excess = await excessOf(world as unknown as AnyWorld, moves);
      if (excess) throw failure(wanted, excess);
    },
  };
}

function failure({ expected, look, read }: Wanted, happened: readonly string[]): Failure {
  return new Failure(found({ expected, happened, look, read }));
}
