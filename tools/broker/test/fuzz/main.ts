import { parseArgs } from 'node:util';
import { fuzz } from './fuzz';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '30000' },
    seed: { type: 'string', default: '1' },
  },
});

/** `npm run fuzz -- --inputs N --seed S` */
async function main(): Promise<void> {
  const [inputs, seed] = [Number(values.inputs), Number(values.seed)];
  if (!Number.isSafeInteger(inputs) || !Number.isSafeInteger(seed) || inputs < 1) {
    process.stderr.write('npm run fuzz -- --inputs 30000 --seed 1      wants two whole numbers\n');
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
}

void main();
