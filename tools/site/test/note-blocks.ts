import fs from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { connect } from 'node-nats-streaming';
import { transform } from 'sucrase';
import { TestBroker } from '@workbook/testkit';
import { markdown } from '../src/markdown';
import { RUN } from '../src/page';

/** Has no name of its own. Its body may wait. */
const AsyncFunction = (async () => Promise.resolve()).constructor as new (
  ...parametersAndBody: string[]
) => (...args: unknown[]) => Promise<void>;

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

/** Runs a block with a broker of its own, whose clock only it moves, and returns what it printed. */
export async function run({ code }: Block): Promise<string> {
  const broker = await TestBroker.start();
  const lines: string[] = [];
  const print = { log: (...words: unknown[]) => lines.push(`${format(...words)}\n`) };
  const { code: javascript } = transform(code, {
    transforms: ['typescript'],
    disableESTransforms: true,
  });
  try {
    const given = { broker, connect, console: print };
    await new AsyncFunction(...Object.keys(given), javascript)(...Object.values(given));
  } finally {
    await broker.stop();
  }
  return lines.join('');
}
