import { charge } from './bank';
import { connect } from './connect';
import { answerHealth } from './health';
import { InHand } from './in-hand';
import { listen } from './payments';
import { shutDownOnSignals } from './shutdown';

answerHealth();

connect('payments', (stan, clientID) => {
  const inHand = new InHand();
  const subscription = listen(stan, (data, msg) =>
    inHand.take(async () => {
      const event = `${clientID}  #${msg.getSequence()}  order ${data.orderId}`;
      console.log(`${event} is being charged`);
      await charge(data.orderId);
      msg.ack();
      console.log(`${event} is charged`);
    }),
  );
  subscription.on('ready', () =>
    console.log(`${clientID} listens as process ${process.pid}. Ctrl-C ends it.`),
  );
  shutDownOnSignals(stan, inHand);
});
