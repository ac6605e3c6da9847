import type { WebSocket } from 'ws';
import { bytesOf, Channel, type ChannelCodec } from './channel';
import { forward } from './forward';
import type { ForwardTarget } from './target';

/**
 * Forwards ports over the channels of a WebSocket: of the n-th port, 2n carries its bytes and 2n + 1 says
 * what went wrong. The first message of each is the number of the port, in two bytes, the low one first.
 *
 * The protocol has no end of a channel: when all connections are over, the WebSocket is closed.
 */
export function forwardOverChannels(
  socket: WebSocket,
  codec: ChannelCodec,
  target: ForwardTarget,
  ports: readonly number[],
): void {
  const full = new Set<Channel>();
  let numbers = 0;
  const channels = ports.flatMap(() => [newChannel(), newChannel()]);
  function newChannel(): Channel {
    const channel: Channel = new Channel(socket, codec, numbers++, () => {
      // One that is full stops all: they are on one connection.
      if (full.delete(channel) && full.size === 0) socket.resume();
    });
    return channel;
  }
  socket.on('message', (message) => {
    const { channel, data } = codec.decode(bytesOf(message)) ?? { channel: -1 };
    // What is said on a channel of errors has no reader.
    const to = channel % 2 === 0 ? channels[channel] : undefined;
    if (!data || !to || to.writableEnded || to.destroyed || to.push(data)) return;
    full.add(to);
    socket.pause();
  });
  // Messages that break the protocol: ws says so to the other end, and closes.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    for (const channel of channels) channel.destroy();
  });
  const connections = ports.map(async (port, index) => {
    const [data, error] = channels.slice(2 * index) as [Channel, Channel];
    const number = Buffer.alloc(2);
    number.writeUInt16LE(port);
    data.write(number);
    error.write(number);
    await forward(target, port, data, error);
  });
  void Promise.all(connections).then(() => socket.close(1000));
}
