import { delegate } from './cli/delegate';
import { parseFlags } from './cli/flags';
import { findRealMongod } from './cli/real-mongod';
import { serve } from './cli/serve';

/** As a mongod answers flags that it does not take (manual, "Exit Codes and Statuses"). */
const BAD_OPTIONS = 2;

/** @returns the exit code */
async function main(args: readonly string[]): Promise<number> {
  const { stdout, stderr, env } = process;
  // Whoever reads this may have gone: that ends nothing.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
  const real = findRealMongod(env);
  if (real !== undefined) {
    stderr.write(
      `This is the mongod of this machine, ${real}. For the embedded one:\n    MONGOMS_SYSTEM_BINARY=${process.argv[1]!}\n`,
    );
    return delegate(real, args);
  }
  const asked = parseFlags(args);
  switch (asked.does) {
    case 'say':
      stdout.write(asked.text);
      return 0;
    case 'refuse':
      stderr.write(asked.text);
      return BAD_OPTIONS;
    case 'serve':
      return serve(
        asked.settings,
        (line) => stdout.write(line),
        (line) => stderr.write(line),
      );
  }
}

void main(process.argv.slice(2)).then((code) => process.exit(code));
