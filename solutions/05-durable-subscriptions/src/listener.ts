import * as audit from './audit';
import { connect } from './connect';
import * as payments from './payments';
import { stop } from './stop';

const services = { audit, payments };
const name = process.argv[2] ?? 'payments';

if (!(name in services)) {
  console.error(
    `There is no service "${name}".\n    npm run listener ${Object.keys(services).join(' | ')}`,
  );
  process.exit(1);
}

connect(name, (stan, clientID) => {
  const { listen } = services[name as keyof typeof services];
  const subscription = listen(stan, (data, msg) => {
    const again = msg.isRedelivered() ? '  (again)' : '';
    console.log(`${clientID}  #${msg.getSequence()}  order ${data.orderId} ${data.status}${again}`);
    msg.ack();
  });
  subscription.on('error', (error: Error) => {
    console.error(`The broker does not let ${name} subscribe.\n    ${error.message}`);
    process.exit(1);
  });
  // A close of the connection may overtake an unsubscribe that is sent right before it: stop() first,
  // then the broker's answer, then the connection. Ctrl-C, in connect(), closes the connection at once.
  process.stdin.once('data', () => {
    subscription.once('closed', () => stan.close());
    subscription.once('unsubscribed', () => stan.close());
    stop(subscription);
  });
  console.log(`${clientID} listens. Enter stops it, Ctrl-C cuts it off.`);
});
