import { serverCommand, type ServerCommand } from '@workbook/broker/process';
import path from 'node:path';
import { MEMORY, type Scenario } from './scenarios';

const SINK = path.join(__dirname, '..', '..', 'bin', 'sink.js');

/** Who is measured: `sink` is no server, it shows how fast the generator is. */
export type ServerName = 'embedded' | 'real' | 'sink';

/** How to start it. */
export interface ServerUnderTest {
  readonly name: ServerName;
  readonly command: ServerCommand;
}

/** @param real the program of the real server; undefined: there is none */
export function serversFor(real: string | undefined): ServerUnderTest[] {
  return [
    { name: 'embedded', command: serverCommand() },
    ...(real === undefined ? [] : [{ name: 'real', command: serverCommand(real) } as const]),
    { name: 'sink', command: [process.execPath, SINK] },
  ];
}

/** The npm client is its own limit on every server, and the sink has no disk: it is for the generator. */
export function takesPart({ name }: ServerUnderTest, { client, store }: Scenario): boolean {
  return name !== 'sink' || (client === 'raw' && store === MEMORY);
}
