import fs from 'node:fs';
import path from 'node:path';
import type { Lab } from '@workbook/exam';
import { next } from '../advice';
import { WorkbookError } from '../error';
import type { Answer } from '@workbook/testkit/predict';
import type { World } from '@workbook/world';

/**
 * The answers to the questions of a lab, each by running what is asked.
 *
 * @throws WorkbookError if the solution has no answers
 */
export async function answersOf(root: string, lab: Lab): Promise<string[]> {
  const file = path.join(root, 'solutions', lab.name, 'predict.ts');
  if (!fs.existsSync(file)) {
    throw new WorkbookError(
      `${file} is missing: it answers what the README asks.\n${next('npm test', 'goes on without', lab.folder)}`,
    );
  }
  const { answers } = (await import(file)) as { answers: readonly Answer[] };
  const given: string[] = [];
  for (const answer of answers) given.push(await run(answer));
  return given;
}

async function run(answer: Answer): Promise<string> {
  // Loading the client and the broker takes longer than the first question may.
  const { World: Starter } = await import('@workbook/world');
  const worlds: World[] = [];
  try {
    return await answer(
      async (options = {}) => {
        const world = await Starter.open({ broker: options });
        worlds.push(world);
        return { broker: world.servers.broker, pass: world.pass };
      },
      async () => {
        const world = await Starter.open({ cluster: {} });
        worlds.push(world);
        return world.servers.cluster;
      },
      async () => {
        const world = await Starter.open({ database: {} });
        worlds.push(world);
        return world.servers.database;
      },
    );
  } finally {
    await Promise.all(worlds.map((world) => world.stop()));
  }
}
