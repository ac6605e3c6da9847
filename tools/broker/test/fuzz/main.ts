import { command, runCommand } from '@workbook/command';
import { fuzz } from './fuzz';
import { fuzzStores } from './stores';

const fuzzing = command({
  name: 'fuzz',
  summary: 'Gives broken input to the parser, the decoders, whole connections and files of a store',
  usage: 'npm run fuzz',
  options: {
    inputs: {
      type: 'whole',
      placeholder: 'N',
      from: 1,
      default: 30_000,
      description: 'so many inputs',
    },
    damages: {
      type: 'whole',
      placeholder: 'N',
      from: 0,
      default: 3,
      description: 'so many damages to each kind of file and record',
    },
    seed: {
      type: 'whole',
      placeholder: 'N',
      from: 0,
      default: 1,
      description: 'what they are drawn from',
    },
  },
  async run({ values: { inputs, damages, seed } }) {
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const report = await fuzz(inputs, seed);
    const seconds = (performance.now() - start) / 1000;
    const grown = (process.memoryUsage().rss - before) / 1024 / 1024;
    process.stdout.write(
      `seed ${seed}: ${report.parser} inputs to the parser, ${report.decoders} to the decoders (${report.taken} taken), ` +
        `${report.connections} in connections; ${seconds.toFixed(1)} s, ${grown.toFixed(0)} MB more than at the start\n`,
    );
    for (const [kind, { refused, cut, harmless }] of await fuzzStores(damages, seed)) {
      process.stdout.write(
        `${kind}: ${refused} refused, ${cut} cut off at the end, ${harmless} whole\n`,
      );
    }
    return 0;
  },
});

void runCommand(fuzzing, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
