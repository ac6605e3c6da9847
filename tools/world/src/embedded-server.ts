import { parseDuration } from '@workbook/clock';
import { type BrokerOptions, startBroker } from '@workbook/broker';
import { OwnPort } from './own-port';
import type { Server, ServerOptions } from './server';
import type { Surroundings } from './server-kind';

/**
 * The workbook's own broker in this process, by the clock of its world.
 *
 * @param dir where it keeps its messages; undefined: in memory
 */
export async function startEmbeddedServer(
  options: ServerOptions & Pick<Surroundings, 'clock' | 'emit'>,
  dir: string | undefined,
): Promise<Server> {
  const brokerOptions: BrokerOptions = {
    ...(await optionsOf(options.flags)),
    clusterID: options.clusterID,
    heartbeatInterval: parseDuration(options.heartbeatInterval),
    heartbeatTimeout: parseDuration(options.heartbeatTimeout),
    heartbeatFailCount: options.heartbeatFailCount,
    ...(dir !== undefined && { store: { type: 'FILE', dir } }),
    clock: options.clock,
    recorder: options.emit,
  };
  const own = await OwnPort.take();
  const { number: port } = own;
  let broker = await startBroker({ ...brokerOptions, port });
  return {
    url: broker.url,
    monitoringURL: broker.monitoringURL,
    settled: () => broker.settled(),
    restart: async (whileDown) => {
      await broker.stop();
      await whileDown();
      broker = await startBroker({ ...brokerOptions, port });
    },
    stop: async () => {
      await broker.stop();
      own.giveBack();
    },
  };
}

/** The command line's parser is larger than the rest, and a lab's tests give no flags. */
async function optionsOf(flags: readonly string[]): Promise<BrokerOptions> {
  if (flags.length === 0) return {};
  const { optionsOfFlags } = await import('@workbook/broker/flags');
  return optionsOfFlags(flags);
}
