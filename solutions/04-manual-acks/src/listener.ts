import { connect } from './connect';
import { Handler } from './handler';
import { openLedger } from './slow-bank';
import { listen } from './payments';

connect('payments', (stan, clientID) => {
  const handler = new Handler(openLedger(clientID));
  listen(stan, (data, msg) => {
    const again = msg.isRedelivered() ? '  (again)' : '';
    console.log(`${clientID}  #${msg.getSequence()}  order ${data.orderId} ${data.status}${again}`);
    handler.onMessage(data, msg);
  });
  console.log(`${clientID} listens. Ctrl-C ends it.`);
});
