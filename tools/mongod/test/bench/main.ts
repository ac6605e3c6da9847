import { command, runCommand } from '@workbook/command';
import { Started } from '../started';
import { measure, type Rates } from './measure';

const benchmark = command({
  name: 'bench:mongod',
  summary: 'Measures the embedded MongoDB, and another server beside it',
  usage: 'npm run bench:mongod',
  options: {
    other: {
      type: 'string',
      placeholder: 'URL',
      description: 'another server, where it is: mongodb://127.0.0.1:27018/',
    },
    seconds: {
      type: 'whole',
      placeholder: 'N',
      from: 1,
      default: 3,
      description: 'so long for each workload',
    },
  },
  async run({ values: { other, seconds } }) {
    const start = performance.now();
    const server = new Started(['--port', '0']);
    const port = await server.ready();
    process.stdout.write(`ready after ${Math.round(performance.now() - start)} ms\n\n`);
    const embedded = await measure(`mongodb://127.0.0.1:${port}/`, seconds);
    server.signal('SIGTERM');
    await server.ended();
    process.stdout.write(tableOf(embedded, other && (await measure(other, seconds))));
    return 0;
  },
});

function tableOf(embedded: Rates, other: Rates | undefined | ''): string {
  const shown = (rate: number | string | undefined): string =>
    typeof rate === 'number' ? `${Math.round(rate)}/s` : (rate ?? '');
  const rows = [...embedded].map(
    ([name, rate]) =>
      `| ${name} | ${shown(rate)} |${other ? ` ${shown(other.get(name))} |` : ''}\n`,
  );
  const head = other ? '| 20 at once | embedded | other |\n' : '| 20 at once | embedded |\n';
  return `${head}${head.replace(/[^|\n]+/g, ' --- ')}${rows.join('')}`;
}

void runCommand(benchmark, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
