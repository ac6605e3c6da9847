import { once } from 'node:events';
import { explain, useBroker } from '@workbook/testkit';
import { Books } from './books';
import { place } from './clients';

jest.setTimeout(20_000);
const advice = {
  look: 'src/stay.ts: which event says that the broker does not know this client any more?',
  read: 'notes/02-channels.md, "When the broker restarts"',
};

describe('a broker that keeps its channels in memory', () => {
  const broker = useBroker();

  test('forgets them and who listened: the books need a new client', async () => {
    const { url } = broker();
    const books = new Books(url, 'books');
    try {
      await books.open();
      await place(url, '1');
      await books.has('1');
      const forgotten = once(books.clients[0]!, 'connection_lost');
      await broker().restart();
      await forgotten;
      await place(url, '2');
      await books.has('2');
      explain(
        {
          expected: 'the books to have order 1, then order 2, which came after the restart',
          happened: [
            `they have ${books.handled.join(', ') || 'nothing'}, with ${books.clients.length} client(s):`,
            'whom the broker has forgotten stays deaf. Build a new client and subscribe again',
          ],
          ...advice,
        },
        () => expect(books.handled).toEqual(['1', '2']),
      );
    } finally {
      await books.close();
    }
  });
});

describe('a broker that keeps its channels on disk', () => {
  const broker = useBroker({ store: 'disk' });

  test('remembers both: the books go on, and nothing is written twice', async () => {
    const { url } = broker();
    const books = new Books(url, 'books');
    const late = new Books(url, 'late');
    try {
      await books.open();
      await place(url, '1');
      await books.has('1');
      const back = once(books.clients[0]!, 'reconnect');
      await broker().restart();
      await back;
      await place(url, '2');
      await books.has('2');
      explain(
        {
          expected:
            'the books to have order 1 and order 2 once each: the broker remembers the listener',
          happened: `they have ${books.handled.join(', ')}, with ${books.clients.length} client(s)`,
          ...advice,
        },
        () => {
          expect(books.handled).toEqual(['1', '2']);
          expect(books.clients).toHaveLength(1);
        },
      );
    } finally {
      await books.close();
    }
    try {
      await late.open();
      await late.has('2');
      explain(
        {
          expected: 'books that are opened after the restart to have order 1 and order 2',
          happened: `they have ${late.handled.join(', ') || 'nothing'}`,
          ...advice,
        },
        () => expect(late.handled).toEqual(['1', '2']),
      );
    } finally {
      await late.close();
    }
  });
});
