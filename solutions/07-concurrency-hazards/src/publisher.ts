import { clientIDOf } from './client-id';
import { connect } from './connect';
import { Subjects } from './subjects';
import type { Transaction } from './transaction';

const [kind, amount] = process.argv.slice(2);

function publish(transaction: Transaction): void {
  connect(clientIDOf('publisher'), (stan) => {
    const text = JSON.stringify(transaction);
    stan.publish(Subjects.TransactionCreated, text, (error: unknown) => {
      if (error) {
        console.error(`${text} was not stored: ${String(error)}`);
        process.exit(1);
      }
      console.log(`stored: ${text}`);
      stan.close();
    });
  });
}

if (
  (kind === 'deposit' || kind === 'withdrawal') &&
  Number(amount) > 0 &&
  Number.isFinite(Number(amount))
) {
  publish({ account: 'ann', kind, amount: Number(amount) });
} else {
  console.error(
    [
      'What has Ann done?',
      '    npm run publisher deposit 100        she has paid in 100',
      '    npm run publisher withdrawal 90      she has taken out 90',
    ].join('\n'),
  );
  process.exitCode = 1;
}
