import fs from 'node:fs';
import path from 'node:path';
import type { Lab } from '@workbook/exam';
import { RUNS } from '@workbook/testkit/kept-run';
import type { Prices } from '@workbook/testkit/predict';
import { labHere } from '../current-lab';
import { readPredictions } from '../predict/predictions';
import { inWorlds } from '../predict/worlds';
import { command, type Context } from './command';
import { typedElsewhere } from './in-a-lab';

/** Where a lab has them. */
const FILE = path.join('test', 'prices.ts');

export const prices = command({
  name: 'prices',
  summary: 'Prints what each fix of a lab costs, and draws it beside what was predicted',
  usage: 'npm run prices',
  options: {},
  async run(context) {
    const { root, out } = context;
    const lab = labHere(root);
    if (!lab || !fs.existsSync(path.join(lab.folder, FILE)))
      throw typedElsewhere(root, 'prices', []);
    const { prices: measure } = (await import(path.join(lab.folder, FILE))) as { prices: Prices };
    const { text, svg } = await inWorlds(({ broker }) =>
      measure(broker, readPredictions(root, lab)),
    );
    const lines = [text, ...(svg === undefined ? [] : [drawn(context, lab, svg)])];
    out.write(`\n${lines.join('\n')}\n`);
    return 0;
  },
});

/** @returns a line that says where the chart is */
function drawn({ root }: Context, lab: Lab, svg: string): string {
  const folder = path.join(lab.folder, RUNS);
  const file = path.join(folder, 'prices.svg');
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(file, svg);
  } catch {
    return `The chart could not be written: ${folder} is read-only.`;
  }
  return `picture   ${path.relative(root, file).split(path.sep).join('/')}`;
}
