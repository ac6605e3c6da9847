import { connect, type Message } from 'node-nats-streaming';

const { NATS_URL = '', NATS_CLUSTER_ID = '', NATS_CLIENT_ID = '' } = process.env;
const stan = connect(NATS_CLUSTER_ID, NATS_CLIENT_ID, { url: NATS_URL });
stan.on('connect', () => {
  const subscription = stan.subscribe('order:updated');
  subscription.on('ready', () => console.log('ready'));
  subscription.on('message', (msg: Message) => console.log(`#${msg.getSequence()}`));
});
