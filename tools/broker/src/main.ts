import { commandOf } from './cli/command';
import { type Flag, FLAGS } from './cli/flags';
import { describeRefusals } from './cli/refusals';
import { serve } from './cli/serve';
import { COMPATIBLE_VERSION } from './cli/version';
import { createLog } from './log';
import { NATS_VERSION } from './nats/server';

const VALUES = { text: '<string>', integer: '<int>', duration: '<duration>', boolean: '' } as const;

function line({ names, kind, help }: Flag): string {
  const forms = names.map((name) => (name.length > 3 ? `--${name}` : `-${name}`)).join(', ');
  return `    ${`${forms} ${VALUES[kind]}`.trimEnd().padEnd(36)} ${help}`;
}

/** What `--help` prints. */
const USAGE = `
Usage: nats-streaming-server [options]

The workbook's embedded NATS Streaming Server: the real protocol, messages in memory or on disk.

${Object.values<Flag>(FLAGS).map(line).join('\n')}

Durations have a unit: 500ms, 5s, 1m30s. Flags of the real server that are not here are refused.
`;

/** @returns the exit code (behaviour document, section 5.1) */
async function main(args: readonly string[]): Promise<number> {
  const { stdout, stderr } = process;
  // What is logged may go to a disk that is full, or to who has gone: that ends nothing.
  stderr.on('error', () => undefined);
  const command = commandOf(args);
  switch (command.does) {
    case 'serve':
      return serve(command.settings, stderr);
    case 'help':
      stdout.write(USAGE);
      return 0;
    case 'version':
      stdout.write(
        `nats-streaming-server version ${COMPATIBLE_VERSION}, nats-server: v${NATS_VERSION}\n`,
      );
      return 0;
    case 'misread':
      stderr.write(`${command.mistake}\n`);
      stdout.write(USAGE);
      return 0;
    case 'unknown':
      stderr.write(`unrecognized command: "${command.word}"\n`);
      return 1;
    case 'refuse': {
      const { text, lines } = describeRefusals(command.refusals);
      createLog(stderr).fatal(text);
      stderr.write(lines);
      return 1;
    }
    case 'misconfigured':
      stderr.write(`${command.problem}\n`);
      return 1;
    case 'approve':
      stdout.write(`The configuration file ${command.file} is in order.\n`);
      return 0;
  }
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
  // Left to end by itself, Node lets go of signals some milliseconds before it is gone: one more, and the
  // exit code would be another. Windows has no such signals.
  const isWritten = process.stdout.writableLength + process.stderr.writableLength === 0;
  if (isWritten && process.platform !== 'win32') process.exit();
});
