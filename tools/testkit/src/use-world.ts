import {
  type OwnTime,
  type Servers,
  setCurrentRecording,
  World,
  type WorldPlan,
} from '@workbook/world';
import { experimentPlan } from './experiment';
import { inTime } from './in-time';
import { isOfLab, keepRun } from './kept-run';
import './last-happened';

/** What a file of tests has of its worlds: a function for each server of the plan, which gives the running test's. */
type InTests<Plan extends WorldPlan> = {
  readonly [Name in keyof Servers<Plan>]: () => Servers<Plan>[Name];
} & {
  /** Lets time pass for all of the world, `5s` or `500ms`: at once, or really where the broker is a real server. */
  readonly pass: World['pass'];
  /** Resolves when nothing is under way in any server, whatever one has caused in another. */
  readonly settled: World['settled'];
};

let running: World | undefined;

/**
 * Gives every test of the file a fresh world, with the servers of `plan`, and ends it afterwards. What happened
 * in the tests of a lab is kept until they run again. In an experiment, its faults stand in place of those of
 * `plan`.
 *
 * @returns for each server of the plan a function that gives that of the running test, `pass` and `settled`
 */
export function useWorld<const Plan extends WorldPlan>(plan: Plan): InTests<Plan> {
  const { testPath = '' } = expect.getState();
  const isKept = isOfLab(testPath);
  let world: World | undefined;
  let restore = (): void => undefined;
  beforeEach(async () => {
    world = running = await World.open(underExperiment(plan), started);
    restore = world.ownTime.install();
    setCurrentRecording(world.recording);
  });
  afterEach(async () => {
    setCurrentRecording(undefined);
    restore();
    if (world && isKept) {
      const { currentTestName = '' } = expect.getState();
      const faults = world.servers.broker?.faults.report() ?? [];
      keepRun(testPath, currentTestName, world.recording.happened, faults);
    }
    await world?.stop();
    world = running = undefined;
  });
  const its = (): World => {
    if (world) return world;
    throw new Error('There is a world only while a test runs: call this inside test()');
  };
  const servers = Object.keys(plan).map((name) => [name, () => its().servers[name as 'broker']]);
  return {
    ...Object.fromEntries(servers),
    pass: (duration: string) => its().pass(duration),
    settled: () => its().settled(),
  } as InTests<Plan>;
}

/** Runs code of the learner in the time of the running test's world, if there is one. */
export const inOwnTime: OwnTime['run'] = (code, pace) =>
  running ? running.ownTime.run(code, pace) : code();

function underExperiment(plan: WorldPlan): WorldPlan {
  const faults = experimentPlan();
  return plan.broker && faults !== undefined
    ? { ...plan, broker: { ...plan.broker, faults } }
    : plan;
}

/** What starts a copy may wait for ever, as everything that a learner writes. */
function started(starting: Promise<unknown>, clientID: string): Promise<unknown> {
  const name = clientID.replace(/-\d+$/, '');
  return inTime(starting, {
    expected: `${clientID} to have started`,
    happened: 'what starts it has not come back',
    look: `the code that the test calls to start ${name}: what does it wait for?`,
    read: 'README.md, "Steps"',
  });
}
