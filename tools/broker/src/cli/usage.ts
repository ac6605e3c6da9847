import { type Flag, FLAGS } from './flags';

const VALUES = { text: '<string>', integer: '<int>', duration: '<duration>', boolean: '' } as const;

function line({ names, kind, help }: Flag): string {
  const forms = names.map((name) => (name.length > 3 ? `--${name}` : `-${name}`)).join(', ');
  return `    ${`${forms} ${VALUES[kind]}`.trimEnd().padEnd(36)} ${help}`;
}

/** What `--help` prints. */
export const USAGE = `
Usage: nats-streaming-server [options]

The workbook's embedded NATS Streaming Server: the real protocol, messages in memory.

${Object.values<Flag>(FLAGS).map(line).join('\n')}

Durations have a unit: 500ms, 5s, 1m30s. Flags of the real server that are not here are refused.
`;
