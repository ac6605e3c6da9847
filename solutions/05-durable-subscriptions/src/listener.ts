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
  });
  subscription.on('error', (error: Error) => {
    console.error(`The broker does not let ${name} subscribe.\n    ${error.message}`);
    process.exit(1);
  });
  // Before the connection is closed, which connect() sees to.
  process.on('SIGINT', () => stop(subscription));
  process.on('SIGTERM', () => stop(subscription));
  console.log(`${clientID} listens. Ctrl-C ends it.`);
});
