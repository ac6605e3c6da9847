import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { StoredServer } from '../stored-server';
import { isSound, printed } from './report';
import { storm } from './storm';

const PROGRESS_EVERY = 20;
/** What a kill may take on average, the start after it included. */
const MS_PER_KILL = 2000;
/** To read everything back. */
const MS_AT_THE_END = 120_000;
const PATIENCE_MS = 10_000;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    server: { type: 'string' },
  },
});

/** Kills a server with a store on disk, and looks whether it kept what it had promised. */
async function main(): Promise<void> {
  const [kills, seed] = [Number(values.kills), Number(values.seed)];
  if (!Number.isSafeInteger(kills) || !Number.isSafeInteger(seed) || kills < 1) {
    throw new Error('--kills and --seed are whole numbers.\n    npm run faults -- --kills 20');
  }
  if (values.server !== undefined) {
    const real = path.resolve(values.server);
    if (!fs.existsSync(real)) {
      throw new Error(
        `There is no server at ${real}.\n    npm run faults      kills the embedded one`,
      );
    }
    process.env.NATS_STREAMING_SERVER = real;
  }
  const server = new StoredServer();
  const start = performance.now();
  try {
    const report = await storm(server, {
      kills,
      seed,
      limit: kills * MS_PER_KILL + MS_AT_THE_END,
      patience: PATIENCE_MS,
      progress: (killed) => {
        if (killed % PROGRESS_EVERY === 0) process.stderr.write(`${killed} kills\n`);
      },
    });
    console.log(printed(report, (performance.now() - start) / 1000));
    process.exitCode = isSound(report, values.server !== undefined) ? 0 : 1;
  } finally {
    await server.remove();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
