import path from 'node:path';
import { compile } from '@workbook/testkit/compiler';

const folder = path.join(__dirname, '../../../labs/11-event-bus');

test('says what is wrong in each program, and where', async () => {
  const { own, programs } = await compile({
    folder,
    programs: {
      'right.ts':
        "import { Subjects } from '../src/subjects';\nexport const all: Subjects[] = [Subjects.OrderCreated];\n",
      'wrong.ts':
        "import { Subjects } from '../src/subjects';\n\nexport const one: Subjects = 'order:created';\n",
      'broken.ts': 'export const title = ;\nexport const text: string = 1;\n',
    },
  });
  expect(own).toEqual([]);
  expect(programs).toMatchObject({
    'right.ts': [],
    'wrong.ts': [
      {
        file: 'test/wrong.ts',
        line: 3,
        code: "export const one: Subjects = 'order:created';",
        what: `Type '"order:created"' is not assignable to type 'Subjects'.`,
      },
    ],
    'broken.ts': [{ line: 1, what: 'Expression expected.' }],
  });
});

test('one program imports another', async () => {
  const { programs } = await compile({
    folder,
    programs: {
      'given.ts': 'export declare const price: number;\n',
      'uses.ts': "import { price } from './given';\nexport const title: string = price;\n",
    },
  });
  expect(programs).toMatchObject({ 'given.ts': [], 'uses.ts': [{ line: 2 }] });
});

test('knows all of Node where a file of src needs it', async () => {
  const { own, programs } = await compile({
    folder,
    programs: {
      'uses.ts':
        "import { clientIDOf } from '../src/client-id';\nexport const id: number = clientIDOf('orders');\n",
    },
  });
  expect(own).toEqual([]);
  expect(programs).toMatchObject({
    'uses.ts': [{ what: "Type 'string' is not assignable to type 'number'." }],
  });
});
