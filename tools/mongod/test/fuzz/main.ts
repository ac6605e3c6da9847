import { command, runCommand } from '@workbook/command';
import { fuzz } from './fuzz';

const fuzzing = command({
  name: 'fuzz:mongod',
  summary: 'Gives broken documents, messages and commands to the embedded MongoDB',
  usage: 'npm run fuzz:mongod',
  options: {
    inputs: {
      type: 'whole',
      placeholder: 'N',
      from: 1,
      default: 30_000,
      description: 'so many inputs',
    },
    seed: {
      type: 'whole',
      placeholder: 'N',
      from: 0,
      default: 1,
      description: 'what they are drawn from',
    },
  },
  async run({ values: { inputs, seed } }) {
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const { documents, taken, streams, commands } = await fuzz(inputs, seed);
    const seconds = (performance.now() - start) / 1000;
    const grown = (process.memoryUsage().rss - before) / 1024 / 1024;
    process.stdout.write(
      `seed ${seed}: ${documents} documents (${taken} taken), ${streams} streams of messages, ` +
        `${commands} commands in connections; ${seconds.toFixed(1)} s, ${grown.toFixed(0)} MB more than at the start\n`,
    );
    return 0;
  },
});

void runCommand(fuzzing, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
