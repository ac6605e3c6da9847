import { randomBytes } from 'node:crypto';
import { clientIDOf } from './client-id';
import { connect } from './connect';
import type { OrderCreated, TicketEvent } from './events';
import { publishOn } from './listen';
import { Subjects } from './subjects';

const url = process.env.TICKETS_URL ?? 'http://127.0.0.1:3000';
const [what, ...words] = process.argv.slice(2);

/** Asks the tickets service for something, and prints what it says. */
async function ask(method: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${url}${path}`, { method, body: JSON.stringify(body) }).catch(
    () => undefined,
  );
  if (!response) {
    console.error(
      `Nobody answers at ${url}.\n    npm run tickets      to start it, in a terminal of its own`,
    );
    process.exitCode = 1;
    return;
  }
  console.log(await response.text());
}

/** Publishes an event in the place of the service whose it is. */
function publish(channel: Subjects, event: OrderCreated | TicketEvent): void {
  connect(clientIDOf('publisher'), (stan) => {
    publishOn(stan)(channel, event).then(
      () => {
        console.log(`stored on ${channel}: ${JSON.stringify(event)}`);
        stan.close();
      },
      (error: unknown) => {
        console.error(String(error));
        process.exit(1);
      },
    );
  });
}

if (what === 'create' && words.length === 2) {
  void ask('POST', '/tickets', { title: words[0], price: Number(words[1]) });
} else if (what === 'price' && words.length === 2) {
  void ask('PUT', `/tickets/${words[0]}`, { price: Number(words[1]) });
} else if (what === 'order' && words.length === 1) {
  publish(Subjects.OrderCreated, { id: randomBytes(2).toString('hex'), ticketId: words[0]! });
} else if (what === 'event' && words.length === 3) {
  const [id, version, price] = words as [string, string, string];
  const event = { id, title: 'concert', price: Number(price), version: Number(version) };
  publish(Subjects.TicketUpdated, event);
} else {
  console.error(
    [
      'What is to be published?',
      '    npm run publisher create concert 20      a new ticket',
      '    npm run publisher price ID 25            another price for it',
      '    npm run publisher order ID               somebody has ordered it',
      '    npm run publisher event ID 2 30          ticket:updated with version 2 and a price of 30, by hand',
    ].join('\n'),
  );
  process.exitCode = 1;
}
