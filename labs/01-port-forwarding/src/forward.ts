import { KubeConfig } from '@kubernetes/client-node';
import { forwardPort } from './forward-port';

const port = 4222;
const localPort = Number(process.argv[2] ?? port);
const kubeConfig = new KubeConfig();
// From the file that KUBECONFIG names; `npm run forward` sets it to that of `npm run cluster`.
kubeConfig.loadFromDefault();
const forwarding = forwardPort({
  kubeConfig,
  namespace: 'default',
  selector: 'app=nats',
  port,
  localPort,
  onError: ({ message }) => console.error(`A connection ends: ${message}`),
});

// TODO step 2: is that so, and since when? And if it cannot be?
void forwarding;
console.log(`Forwarding from 127.0.0.1:${localPort} -> ${port}`);
