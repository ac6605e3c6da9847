import { clientIDOf } from './client-id';
import { connect } from './connect';

const urls = {
  tickets: process.env.TICKETS_URL ?? 'http://127.0.0.1:3000',
  orders: process.env.ORDERS_URL ?? 'http://127.0.0.1:3001',
  transactions: process.env.TRANSACTIONS_URL ?? 'http://127.0.0.1:3002',
};
const [what, ...words] = process.argv.slice(2);

/** Asks a service for something, and prints what it says. */
async function ask(
  service: keyof typeof urls,
  method: string,
  path: string,
  body: object,
): Promise<void> {
  const url = `${urls[service]}${path}`;
  const response = await fetch(url, { method, body: JSON.stringify(body) }).catch(() => undefined);
  if (!response) {
    console.error(
      `Nobody answers at ${urls[service]}.\n    npm run ${service}      to start it, in a terminal of its own`,
    );
    process.exitCode = 1;
    return;
  }
  console.log(await response.text());
}

/** Publishes a text as it is, whether it is an event or not. */
async function publish(channel: string, text: string): Promise<void> {
  const stan = await connect(clientIDOf('customer'));
  stan.publish(channel, text, (error: unknown) => {
    console.log(error ? String(error) : `stored on ${channel}: ${text}`);
    stan.close();
  });
}

const [first = '', second = ''] = words;
if (what === 'ticket' && words.length === 2) {
  void ask('tickets', 'POST', '/tickets', { title: first, price: Number(second) });
} else if (what === 'price' && words.length === 2) {
  void ask('tickets', 'PUT', `/tickets/${first}`, { price: Number(second) });
} else if (what === 'deposit' && words.length === 2) {
  void ask('transactions', 'POST', '/deposits', { account: first, amount: Number(second) });
} else if (what === 'order' && words.length === 2) {
  void ask('orders', 'POST', '/orders', { ticketId: first, account: second });
} else if (what === 'say' && words.length === 2) {
  void publish(first, second);
} else {
  console.error(
    [
      'What is it to be?',
      '    npm run customer ticket concert 20     a new ticket',
      '    npm run customer price ID 25           another price for it',
      '    npm run customer deposit ann 100       Ann pays in',
      '    npm run customer order ID ann          Ann orders it',
      '    npm run customer say order:created hi  a text on a channel, whatever it says',
    ].join('\n'),
  );
  process.exitCode = 1;
}
