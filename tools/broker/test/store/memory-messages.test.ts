import { MemoryMessages } from '../../src/store/memory-messages';
import { Random } from '@workbook/random';

function add(store: MemoryMessages, message: Buffer, time: number): void {
  store.append({ size: message.length, write: (target, at) => message.copy(target, at) }, time);
}

const bytes = (sequence: number, length = 3): Buffer => Buffer.alloc(length, sequence % 256);

function filled(count: number, length?: number): MemoryMessages {
  const store = new MemoryMessages();
  for (let sequence = 1; sequence <= count; sequence++) {
    add(store, bytes(sequence, length), sequence * 10);
  }
  return store;
}

test('an empty store begins at 1', () => {
  const store = new MemoryMessages();
  expect([store.first, store.last, store.bytes]).toEqual([1, 0, 0]);
  store.drop();
  expect([store.first, store.last, store.bytes]).toEqual([1, 0, 0]);
  expect(store.get(1)).toBeUndefined();
});

test('a store whose messages were all dropped goes on counting', () => {
  const store = new MemoryMessages();
  for (const text of ['a', 'bc']) add(store, Buffer.from(text), 7);
  expect([store.first, store.last, store.bytes]).toEqual([1, 2, 3]);
  for (let dropped = 0; dropped < 2; dropped++) store.drop();
  expect([store.first, store.last, store.bytes]).toEqual([3, 2, 0]);
  add(store, Buffer.from('d'), 8);
  expect([store.first, store.last, store.bytes]).toEqual([3, 3, 1]);
  expect([store.get(2), store.get(3), store.timeOf(3)]).toEqual([undefined, Buffer.from('d'), 8]);
});

test('appended and dropped at random, it holds what a plain list would', () => {
  const random = new Random(1);
  const store = new MemoryMessages();
  const list = new Map<number, Buffer>();
  let last = 0;
  // Many times what the first segments hold.
  for (let step = 0; step < 20_000; step++) {
    if (random.below(20) < 11) {
      const encoded = Buffer.alloc(random.below(500), step);
      add(store, encoded, step);
      list.set(++last, encoded);
    } else {
      store.drop();
      for (const oldest of list.keys()) {
        list.delete(oldest);
        break;
      }
    }
    const some = last - random.below(list.size + 3) + 1;
    expect(store.get(some)?.toString('latin1')).toBe(list.get(some)?.toString('latin1'));
  }
  expect(store.last).toBe(last);
  expect(store.first).toBe(last - list.size + 1);
  expect(store.bytes).toBe([...list.values()].reduce((sum, { length }) => sum + length, 0));
});

test('what was stored comes back, with its time, in any order of asking', () => {
  const store = filled(20_000, 100);
  expect([store.first, store.last, store.bytes]).toEqual([1, 20_000, 2_000_000]);
  for (const sequence of [1, 20_000, 7, 19_999, 10_000, 41, 42, 40]) {
    expect(store.get(sequence)).toEqual(bytes(sequence, 100));
    expect(store.timeOf(sequence)).toBe(sequence * 10);
  }
  expect(store.get(20_001)).toBeUndefined();
});

test('the store keeps a copy', () => {
  const store = new MemoryMessages();
  const message = bytes(1);
  add(store, message, 0);
  message.fill(0);
  expect(store.get(1)).toEqual(bytes(1));
});

test('dropped messages are gone, the others stay, and the sequences go on', () => {
  const store = filled(20_000, 100);
  for (let dropped = 0; dropped < 15_000; dropped++) store.drop();
  expect([store.first, store.last, store.bytes]).toEqual([15_001, 20_000, 500_000]);
  expect([store.get(15_000), store.timeOf(15_000)]).toEqual([undefined, undefined]);
  expect(store.get(15_001)).toEqual(bytes(15_001, 100));
  add(store, bytes(20_001), 0);
  expect(store.get(20_001)).toEqual(bytes(20_001));
});

test('messages of every size fit: empty ones, and one larger than a segment', () => {
  const store = new MemoryMessages();
  const sizes = [0, 5_000_000, 0, 1, 0];
  sizes.forEach((size, index) => add(store, bytes(index + 1, size), index));
  expect(sizes.map((_, index) => store.get(index + 1)?.length)).toEqual(sizes);
  for (let dropped = 0; dropped < 2; dropped++) store.drop();
  expect([store.first, store.bytes, store.get(3)?.length]).toEqual([3, 1, 0]);
});
