import fs from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { connect } from 'node-nats-streaming';
import { type TestBroker, World } from '@workbook/world';
import { compile } from '../../compile.cjs';
import { markdown } from '../src/markdown';
import { RUN } from '../src/page';

/** What a program in a note is given. */
interface Given {
  readonly broker: TestBroker;
  /** Lets time pass. */
  readonly pass: World['pass'];
  readonly connect: typeof connect;
  readonly console: Pick<Console, 'log'>;
}

/** A program in a note, and what the note says that it prints. */
export interface Block {
  /** `notes/03-queue-groups.md:57` */
  readonly place: string;
  readonly code: string;
  /** Undefined if no output stands below it. */
  readonly output: string | undefined;
}

/** Every block of the notes in `folder` that begins with "```ts run", with the "```text" below it. */
export function blocksOf(folder: string): Block[] {
  const notes = fs.readdirSync(folder).filter((name) => name.endsWith('.md'));
  return notes.sort().flatMap((name) => {
    const fences = markdown
      .parse(fs.readFileSync(path.join(folder, name), 'utf8'), {})
      .filter(({ type }) => type === 'fence');
    return fences.flatMap((fence, index) => {
      if (fence.info.trim() !== RUN) return [];
      const below = fences[index + 1];
      const isOutput = below?.info.trim() === 'text';
      return {
        place: `notes/${name}:${fence.map![0] + 1}`,
        code: fence.content,
        output: isOutput ? below.content : undefined,
      };
    });
  });
}

/** Runs a block with a world of its own, whose clock only it moves, and returns what it printed. */
export async function run({ code, place }: Block): Promise<string> {
  const program = programOf(code, place);
  const world = await World.open({ broker: {} });
  const lines: string[] = [];
  const print = { log: (...words: unknown[]) => void lines.push(`${format(...words)}\n`) };
  try {
    const { servers, pass } = world;
    await program({ broker: servers.broker, pass, connect, console: print });
  } finally {
    await world.stop();
  }
  return lines.join('');
}

/** Its body may wait: it is that of a function. */
function programOf(code: string, place: string): (given: Given) => Promise<void> {
  const source = `module.exports = async ({ broker, pass, connect, console }) => {${code}};`;
  const module = { exports: undefined as unknown };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the notes are the workbook's own
  const load = new Function('module', compile(source, place)) as (own: typeof module) => void;
  load(module);
  return module.exports as (given: Given) => Promise<void>;
}
