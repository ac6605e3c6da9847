import { expected } from './conformance/expected';
import { type Answers, hold } from './conformance/hold';
import { startBehind, withPocket } from './conformance/pocket';
import { SECTIONS } from './conformance/rows';

let answers: Answers;
const real = expected();

beforeAll(async () => {
  const behind = await startBehind();
  answers = await withPocket(behind, (server) => hold(server, real));
  behind.close();
});

describe.each([...SECTIONS])('%s', (_, rows) => {
  test.each(rows.map(({ name }) => [name]))('%s', (name) => {
    expect(answers.get(name)).toEqual(real.get(name));
  });
});

test('each row has a name of its own, and an answer of the real server', () => {
  const names = [...SECTIONS.values()].flat().map(({ name }) => name);
  expect([...real.keys()].sort()).toEqual([...new Set(names)].sort());
  expect(names).toHaveLength(real.size);
});
