import { type BrokerOptions, parseDuration, startBroker, VirtualClock } from '@workbook/broker';
import type { Server, ServerOptions } from './server';

/** The workbook's own broker in this process, on a clock that only `pass` moves. */
export async function startEmbeddedServer(options: ServerOptions): Promise<Server> {
  const clock = new VirtualClock();
  const broker = await startBroker({
    ...(await optionsOf(options.flags)),
    port: 0,
    clusterID: options.clusterID,
    heartbeatInterval: parseDuration(options.heartbeatInterval),
    heartbeatTimeout: parseDuration(options.heartbeatTimeout),
    heartbeatFailCount: options.heartbeatFailCount,
    clock,
  });
  return {
    url: broker.url,
    monitoringURL: broker.monitoringURL,
    pass: (ms) => clock.pass(ms, () => broker.settled()),
    settled: () => broker.settled(),
    stop: () => broker.stop(),
  };
}

/** The command line's parser is larger than the rest, and a lab's tests give no flags. */
async function optionsOf(flags: readonly string[]): Promise<BrokerOptions> {
  if (flags.length === 0) return {};
  const { optionsOfFlags } = await import('@workbook/broker/flags');
  return optionsOfFlags(flags);
}
