import { type Mongod, startMongod } from '../src';
import { DIFFERENCES } from './conformance/differences';
import { seenOf } from './conformance/hold';
import { SECTIONS, STATEMENTS } from './conformance/statements';

let server: Mongod;
beforeAll(async () => {
  server = await startMongod();
});
afterAll(() => server.stop());

describe.each([...SECTIONS])('%s', (_, statements) => {
  test.each(statements.map((each) => [each.id, each.says, each] as const))(
    '%s %s',
    async (_id, _says, statement) => {
      expect(await seenOf(server.url, statement)).toEqual(statement.expected);
    },
  );
});

test('statements are numbered from M1 on, and differences are of statements', () => {
  const ids = STATEMENTS.map(({ id }) => id);
  expect(ids).toEqual(ids.map((_, index) => `M${index + 1}`));
  expect(ids).toEqual(expect.arrayContaining([...DIFFERENCES.keys()]));
});
