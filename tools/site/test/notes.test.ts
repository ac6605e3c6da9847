import path from 'node:path';
import { blocksOf, run } from './note-blocks';

const blocks = blocksOf(path.resolve(__dirname, '..', '..', '..', 'notes'));

test('there are programs in the notes', () => expect(blocks).not.toEqual([]));

test.each(blocks)('$place prints what the note says', async (block) => {
  expect(await run(block)).toBe(block.output);
});
