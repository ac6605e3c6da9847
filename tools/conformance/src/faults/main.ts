import { command, runCommand } from '@workbook/command';
import { StoredServer } from '../stored-server';
import { isSound, printed } from './report';
import { storm } from './storm';

const PROGRESS_EVERY = 20;
/** What a kill may take on average, the start after it included. */
const MS_PER_KILL = 2000;
/** To read everything back. */
const MS_AT_THE_END = 120_000;
const PATIENCE_MS = 10_000;

const faults = command({
  name: 'faults',
  summary: 'Kills a server with a store on disk, and looks for what it had acknowledged',
  usage: 'npm run faults',
  options: {
    kills: {
      type: 'whole',
      placeholder: 'N',
      from: 1,
      default: 200,
      description: 'so many kills, also with messages pending in groups',
    },
    seed: {
      type: 'whole',
      placeholder: 'N',
      from: 0,
      default: 1,
      description: 'what the moments are drawn from',
    },
    server: {
      type: 'file',
      placeholder: 'PATH',
      description: 'the real server, in place of the embedded one',
    },
  },
  async run({ values: { kills, seed, server: real } }) {
    if (real !== undefined) process.env.NATS_STREAMING_SERVER = real;
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
      return isSound(report, real !== undefined) ? 0 : 1;
    } finally {
      await server.remove();
    }
  },
});

void runCommand(faults, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
