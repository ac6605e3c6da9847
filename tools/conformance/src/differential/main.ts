import { serverCommand, type ServerCommand } from '@workbook/broker/process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { hunt } from './hunt';
import { printed, printedDifferences, script, wrong } from './report';
import { Run } from './run';
import { printed as printedStep, type Settings } from './step';
import { parsedToken, sessionOf } from './token';

const PROGRESS_EVERY_MS = 10_000;

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    seed: { type: 'string', default: '1' },
    sessions: { type: 'string', default: '100' },
    store: { type: 'string' },
    replay: { type: 'string' },
    'at-once': { type: 'string', default: '12' },
  },
});

/** Runs random sessions on the embedded server and a real one; without a real one, on two embedded ones. */
async function main(): Promise<void> {
  const real = values.server === undefined ? undefined : path.resolve(values.server);
  if (real !== undefined && !fs.existsSync(real)) {
    throw new Error(
      `There is no server at ${real}.\n    npm run differential      compares the embedded one with itself`,
    );
  }
  const commands = [serverCommand(real), serverCommand()] as const;
  const names = [real === undefined ? 'first' : 'real', 'embedded'] as const;
  if (values.replay === undefined) await many(commands, names);
  else await one(values.replay, commands, names);
}

async function many(
  commands: readonly [ServerCommand, ServerCommand],
  names: readonly [string, string],
): Promise<void> {
  const begin = performance.now();
  const seconds = (): number => (performance.now() - begin) / 1000;
  let told = begin;
  const report = await hunt({
    commands,
    firstSeed: whole('seed', 0),
    sessions: whole('sessions', 1),
    store: store(),
    atOnce: whole('at-once', 1),
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
  process.exitCode = wrong(report) > 0 ? 1 : 0;
}

/** Runs one session, and shows all that it does. */
async function one(
  token: string,
  commands: readonly [ServerCommand, ServerCommand],
  names: readonly [string, string],
): Promise<void> {
  const session = sessionOf(parsedToken(token, store()));
  const { settings, steps } = session;
  console.log(`a server with its store in ${settings.store} ${settings.flags.join(' ')}`);
  const outcome = await new Run(session, commands, (step, [lines]) => {
    console.log(printedStep(step));
    for (const [key, value] of lines) console.log(`      ${key}: ${value}`);
  }).outcome();
  console.log(printedDifferences(outcome.differences, names).join('\n'));
  const differs = outcome.differences.length > 0;
  console.log(
    `${outcome.compared} of ${steps.length} steps: ${differs ? 'the servers differ' : outcome.cut || 'the same'}`,
  );
  process.exitCode = differs ? 1 : 0;
}

function store(): Settings['store'] | undefined {
  const { store } = values;
  if (store !== undefined && store !== 'memory' && store !== 'file') {
    throw new Error(`--store is memory or file.\n    npm run differential -- --store file`);
  }
  return store;
}

function whole(name: 'seed' | 'sessions' | 'at-once', least: number): number {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < least) {
    throw new Error(`--${name} is a whole number.\n    npm run differential -- --${name} 20`);
  }
  return number;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
