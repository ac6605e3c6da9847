import { serverCommand, type ServerCommand } from '@workbook/broker/process';
import { command, runCommand } from '@workbook/command';
import { printedValue } from './difference';
import { type Hunt, hunt } from './hunt';
import { printed as printedPlace } from './place';
import { printed, printedDifferences, script, wrong } from './report';
import { Run } from './run';
import { printed as printedStep } from './step';
import { parsedToken, sessionOf, type Shrunk } from './token';

const PROGRESS_EVERY_MS = 10_000;

type Commands = readonly [ServerCommand, ServerCommand];
type Names = readonly [string, string];

const differential = command({
  name: 'differential',
  summary:
    'Draws sessions, and compares the embedded server with the real one after every step; without a real one, with itself',
  usage: 'npm run differential',
  options: {
    server: { type: 'file', placeholder: 'PATH', description: 'the real server' },
    sessions: {
      type: 'whole',
      placeholder: 'N',
      from: 1,
      default: 100,
      description: 'so many sessions',
    },
    seed: {
      type: 'whole',
      placeholder: 'N',
      from: 0,
      default: 1,
      description: 'the seed of the first',
    },
    store: {
      type: 'choice',
      placeholder: 'KIND',
      among: ['memory', 'file'],
      description: 'memory or file: where they are kept; drawn without it',
    },
    replay: {
      type: 'string',
      placeholder: 'SEED[:STEPS]',
      description:
        'shows one session: with 12:0,4.1,7 steps 0, 4 and 7 of seed 12, one made simpler',
    },
    'at-once': {
      type: 'whole',
      placeholder: 'N',
      from: 1,
      default: 12,
      description: 'so many at the same time: they mostly wait',
    },
  },
  run({ values: { server, sessions, seed, store, replay, 'at-once': atOnce } }) {
    const commands = [serverCommand(server), serverCommand()] as const;
    const names = [server === undefined ? 'first' : 'real', 'embedded'] as const;
    return replay === undefined
      ? many({ firstSeed: seed, sessions, store, atOnce }, commands, names)
      : one(parsedToken(replay, store), commands, names);
  },
});

/** @returns the exit code */
async function many(
  wanted: Pick<Hunt, 'firstSeed' | 'sessions' | 'store' | 'atOnce'>,
  commands: Commands,
  names: Names,
): Promise<number> {
  const begin = performance.now();
  const seconds = (): number => (performance.now() - begin) / 1000;
  let told = begin;
  const report = await hunt({
    ...wanted,
    commands,
    found: (finding) => process.stderr.write(`found: ${script(finding, names)}\n`),
    progress: (so) => {
      if (performance.now() - told < PROGRESS_EVERY_MS) return;
      told = performance.now();
      process.stderr.write(
        `${so.sessions} sessions, ${so.findings.length} differ, ${seconds().toFixed(0)} s\n`,
      );
    },
  });
  console.log(printed(report, names, seconds()));
  return wrong(report) > 0 ? 1 : 0;
}

/**
 * Runs one session, and shows all that it does.
 *
 * @returns the exit code
 */
async function one(token: Shrunk, commands: Commands, names: Names): Promise<number> {
  const session = sessionOf(token);
  const { settings, steps } = session;
  console.log(`a server with its store in ${settings.store} ${settings.flags.join(' ')}`);
  const outcome = await new Run(session, commands, (step, [seen]) => {
    console.log(printedStep(step));
    for (const { place, value } of seen)
      console.log(`      ${printedPlace(place)}: ${printedValue(place, value)}`);
  }).outcome();
  console.log(printedDifferences(outcome.differences, names).join('\n'));
  const differs = outcome.differences.length > 0;
  console.log(
    `${outcome.compared} of ${steps.length} steps: ${differs ? 'the servers differ' : outcome.cut || 'the same'}`,
  );
  return differs ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
void runCommand(differential, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
