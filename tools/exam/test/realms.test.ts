/** @jest-environment @workbook/exam/environment */
import fs from 'node:fs';
import vm from 'node:vm';
import { createConnection, Error as MongooseError, Schema, Types } from 'mongoose';
import { World } from '@workbook/world';

const outside = (code: string): object => vm.runInThisContext(code) as object;

test.each<[string, new (...args: never[]) => object]>([
  ['new Error("x")', Error],
  ['new TypeError("x")', Error],
  ['new TypeError("x")', TypeError],
  ['new AggregateError([])', AggregateError],
  ['new Date(0)', Date],
  ['[1]', Array],
  ['({})', Object],
  ['() => 1', Function],
  ['/x/', RegExp],
  ['new Map()', Map],
  ['new Set()', Set],
  ['Promise.resolve()', Promise],
  ['new Int32Array(1)', Int32Array],
])('%s of the realm outside is an instance', (code, type) => {
  expect(outside(code) instanceof type).toBe(true);
});

test('and of nothing else', () => {
  expect(outside('new Date(0)') instanceof Map).toBe(false);
  expect(outside('new Error("x")') instanceof TypeError).toBe(false);
  expect(outside('1') instanceof Number).toBe(false);
});

test('an error of the core is an Error', () => {
  expect.assertions(1);
  try {
    fs.readFileSync('/nowhere/at/all');
  } catch (error) {
    expect(error instanceof Error).toBe(true);
  }
});

test('who extends Error or Map knows their own instances alone', () => {
  class Own extends Error {}
  class Further extends Own {}
  class Table extends Map {}
  expect(new Own() instanceof Error).toBe(true);
  expect(new Further() instanceof Own).toBe(true);
  expect(new Error() instanceof Own).toBe(false);
  expect(outside('new Error("x")') instanceof Own).toBe(false);
  expect(outside('new Map()') instanceof Table).toBe(false);
});

test("dates of all realms are dates in a world's own time", async () => {
  const before = new Date(0);
  const restore = (await World.open({})).ownTime.install();
  try {
    class Day extends Date {}
    const own = new Date();
    expect([before, own, outside('new Date(0)')].map((date) => date instanceof Date)).toEqual([
      true,
      true,
      true,
    ]);
    expect([new Day(), before, own].map((date) => date instanceof Day)).toEqual([
      true,
      false,
      false,
    ]);
    expect([Date.name, own.constructor.name]).toEqual(['Date', 'Date']);
  } finally {
    restore();
  }
});

describe('mongoose, which Node has loaded', () => {
  const restore = { clock: (): void => undefined };
  beforeEach(async () => {
    restore.clock = (await World.open({})).ownTime.install();
  });
  afterEach(() => restore.clock());

  interface Show {
    title: string;
    price: number;
    at: Date;
    tags: string[];
    place: { hall: string; seats: { row: number }[] };
    counts: Map<string, number>;
    anything: unknown;
    picture: Buffer;
    ticket: Types.ObjectId;
  }
  const modelled = () => {
    const schema = new Schema<Show>(
      {
        title: { type: String, required: true, match: /^c/ },
        price: {
          type: Number,
          validate: { validator: (price: number) => price >= 0, message: 'less than nothing' },
        },
        at: { type: Date, default: () => new Date() },
        tags: [String],
        place: { hall: String, seats: [{ row: Number }] },
        counts: { type: Map, of: Number },
        anything: {},
        picture: Buffer,
        ticket: { type: Schema.Types.ObjectId, ref: 'Ticket' },
      },
      { timestamps: true, toJSON: { transform: (_, { title }) => ({ title }) } },
    );
    schema.pre('validate', function () {
      if (this.price === 13) throw new RangeError('unlucky');
    });
    return createConnection().model('Show', schema);
  };
  const show = () => ({
    title: 'concert',
    price: 20,
    at: new Date(5),
    tags: ['a', 'b'],
    place: { hall: 'A', seats: [{ row: 1 }, { row: 2 }] },
    counts: new Map([['sold', 1]]),
    anything: { deep: [new Date(6), { also: /x/i }, null] },
    picture: Buffer.from('p'),
    ticket: new Types.ObjectId(),
  });

  test('takes what a test makes, and gives back what is the same', async () => {
    const made = new (modelled())(show());
    await made.validate();
    expect(made.at instanceof Date && made.at.getTime()).toBe(5);
    expect(made.counts instanceof Map && made.counts.get('sold')).toBe(1);
    expect([...made.tags]).toEqual(['a', 'b']);
    expect(made.place.seats.map(({ row }) => row)).toEqual([1, 2]);
    expect(made.picture.toString()).toBe('p');
    const plain = made.toObject();
    expect(plain.anything).toEqual({ deep: [new Date(6), { also: /x/i }, null] });
    expect(plain.place.hall).toBe('A');
    made.set({ at: new Date(9), 'place.hall': 'B' });
    expect(made.modifiedPaths()).toEqual(expect.arrayContaining(['at', 'place.hall']));
    expect(JSON.parse(JSON.stringify(made))).toEqual({ title: 'concert' });
  });

  test('takes methods and statics of a class, and of the one that it extends', () => {
    class Named {
      static wanted = (): string => 'wanted';
      declare title: string;
      get shout(): string {
        return this.title.toUpperCase();
      }
    }
    class Shown extends Named {
      twice(): string {
        return this.title.repeat(2);
      }
    }
    const schema = new Schema({ title: String }).loadClass(Shown);
    const Show = createConnection().model('Loaded', schema) as unknown as (new (
      fields: object,
    ) => Shown) &
      typeof Named;
    const show = new Show({ title: 'ab' });
    expect([show.shout, show.twice(), Show.wanted()]).toEqual(['AB', 'abab', 'wanted']);
  });

  test.each([
    [{ price: -1 }, MongooseError.ValidationError, 'less than nothing'],
    [{ title: 'opera' }, MongooseError.ValidationError, 'title'],
    [{ at: 'never' }, MongooseError.ValidationError, 'Cast to date failed'],
    [{ price: 13 }, RangeError, 'unlucky'],
  ])('refuses %j', async (change, type, words) => {
    const made = new (modelled())({ ...show(), ...change });
    const error: unknown = await made.validate().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error instanceof Error && error instanceof type && error.message).toContain(words);
  });
});

test('the realm outside knows what is made here, too', () => {
  const isOf = (name: string, value: object): boolean =>
    (outside(`(value) => value instanceof ${name}`) as (value: object) => boolean)(value);
  expect(isOf('Map', new Map())).toBe(true);
  expect(isOf('Object', {})).toBe(true);
  expect(isOf('Function', () => 1)).toBe(true);
  expect(isOf('Error', new TypeError('x'))).toBe(true);
  expect(isOf('Map', new Set())).toBe(false);
});
