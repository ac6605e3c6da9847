import * as audit from './audit';
import { connect } from './connect';
import * as payments from './payments';

const services = { audit, payments };
const name = process.argv[2] ?? 'payments';

if (!(name in services)) {
  console.error(
    `There is no service "${name}".\n    npm run listener ${Object.keys(services).join(' | ')}`,
  );
  process.exit(1);
}

connect(name, (stan, clientID) => {
  services[name as keyof typeof services].listen(stan, (data, msg) =>
    console.log(`${clientID}  #${msg.getSequence()}  order ${data.orderId} ${data.status}`),
  );
  console.log(`${clientID} listens. Ctrl-C ends it.`);
});
