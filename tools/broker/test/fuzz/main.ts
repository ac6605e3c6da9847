import { parseArgs } from 'node:util';
import { fuzz } from './fuzz';
import { fuzzStores } from './stores';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '30000' },
    damages: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
});

/** `npm run fuzz -- --inputs N --damages D --seed S` */
async function main(): Promise<void> {
  const numbers = [Number(values.inputs), Number(values.damages), Number(values.seed)];
  const [inputs = 0, damages = 0, seed = 0] = numbers;
  if (!numbers.every(Number.isSafeInteger) || inputs < 1) {
    process.stderr.write(
      'npm run fuzz -- --inputs 30000 --damages 3 --seed 1      wants three whole numbers\n',
    );
    process.exitCode = 1;
    return;
  }
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
}

void main();
