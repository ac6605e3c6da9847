import { MemoryStore } from '../../src/streaming/memory-store';
import { random } from './random';

test('an empty store begins at 1', () => {
  const store = new MemoryStore();
  expect([store.first, store.last, store.bytes]).toEqual([1, 0, 0]);
  store.drop();
  expect([store.first, store.last, store.bytes]).toEqual([1, 0, 0]);
  expect(store.get(1)).toBeUndefined();
});

test('a store whose messages were all dropped goes on counting', () => {
  const store = new MemoryStore();
  for (const text of ['a', 'bc']) store.append(Buffer.from(text), 7);
  expect([store.first, store.last, store.bytes]).toEqual([1, 2, 3]);
  for (let dropped = 0; dropped < 2; dropped++) store.drop();
  expect([store.first, store.last, store.bytes]).toEqual([3, 2, 0]);
  store.append(Buffer.from('d'), 8);
  expect([store.first, store.last, store.bytes]).toEqual([3, 3, 1]);
  expect([store.get(2), store.get(3), store.timeOf(3)]).toEqual([undefined, Buffer.from('d'), 8]);
});

test('appended and dropped at random, it holds what a plain list would', () => {
  const below = random(1);
  const store = new MemoryStore();
  const list = new Map<number, Buffer>();
  let last = 0;
  // More than the store leaves standing dropped at its front, several times over.
  for (let step = 0; step < 20_000; step++) {
    if (below(20) < 11) {
      const encoded = Buffer.alloc(below(5));
      store.append(encoded, step);
      list.set(++last, encoded);
    } else {
      store.drop();
      for (const oldest of list.keys()) {
        list.delete(oldest);
        break;
      }
    }
    const some = last - below(list.size + 3) + 1;
    expect(store.get(some)).toBe(list.get(some));
  }
  expect(store.last).toBe(last);
  expect(store.first).toBe(last - list.size + 1);
  expect(store.bytes).toBe([...list.values()].reduce((sum, { length }) => sum + length, 0));
});
