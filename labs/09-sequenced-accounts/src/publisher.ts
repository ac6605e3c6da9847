import { clientIDOf } from './client-id';
import { connect } from './connect';
import type { Request, Transaction } from './events';
import { publishOn } from './listen';
import { Subjects } from './subjects';

const url = process.env.TRANSACTIONS_URL ?? 'http://127.0.0.1:3000';
const [what = '', ...words] = process.argv.slice(2);

/** Asks the transactions service for a transaction, and prints what it says. */
async function ask(request: Request): Promise<void> {
  const body = JSON.stringify(request);
  const response = await fetch(`${url}/transactions`, { method: 'POST', body }).catch(
    () => undefined,
  );
  if (!response) {
    console.error(
      `Nobody answers at ${url}.\n    npm run transactions      to start it, in a terminal of its own`,
    );
    process.exitCode = 1;
    return;
  }
  console.log(await response.text());
}

/** Publishes an event in the place of the service whose it is. */
function publish(event: Transaction): void {
  connect(clientIDOf('publisher'), (stan) => {
    publishOn(stan)(Subjects.TransactionCreated, event).then(
      () => {
        console.log(`stored on ${Subjects.TransactionCreated}: ${JSON.stringify(event)}`);
        stan.close();
      },
      (error: unknown) => {
        console.error(String(error));
        process.exit(1);
      },
    );
  });
}

/** `deposit ann 100` */
function requestOf([kind, account = '', amount = '']: readonly string[]): Request | undefined {
  if (kind !== 'deposit' && kind !== 'withdrawal') return undefined;
  if (account === '' || !(Number(amount) > 0)) return undefined;
  return { account, kind, amount: Number(amount) };
}

const [number, ...rest] = words;
const request = requestOf([what, ...words]);
const ofEvent = what === 'event' && Number(number) > 0 ? requestOf(rest) : undefined;
if (request) void ask(request);
else if (ofEvent) publish({ id: clientIDOf('by-hand'), number: Number(number), ...ofEvent });
else {
  console.error(
    [
      'What is to be published?',
      '    npm run publisher deposit ann 100           somebody pays in 100',
      '    npm run publisher withdrawal ann 90         somebody takes out 90',
      '    npm run publisher event 3 deposit ann 100   transaction:created with number 3, by hand',
    ].join('\n'),
  );
  process.exitCode = 1;
}
