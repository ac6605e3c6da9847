import fs from 'node:fs';
import { COMPATIBLE_VERSION } from '../cli/version';
import { timeText, uptimeText } from './time';
import { totalsOf } from './totals';
import type { Endpoint } from './view';

/** `/streaming/serverz`: the streaming layer as a whole. */
export const serverz: Endpoint = ({ streaming, clock, startedAt }) => {
  const channels = streaming.channels.all;
  const { msgs, bytes } = totalsOf(channels);
  const { traffic } = streaming;
  const now = clock.now();
  return {
    cluster_id: streaming.clusterID,
    server_id: streaming.id,
    version: COMPATIBLE_VERSION,
    go: `node ${process.version}`,
    state: 'STANDALONE',
    now: timeText(now),
    start_time: timeText(startedAt),
    uptime: uptimeText(now - startedAt),
    clients: streaming.clients.all.length,
    subscriptions: channels.reduce((sum, channel) => sum + channel.consumers.all.length, 0),
    channels: channels.length,
    total_msgs: msgs,
    total_bytes: bytes,
    in_msgs: traffic.inMessages,
    in_bytes: traffic.inBytes,
    out_msgs: traffic.outMessages,
    out_bytes: traffic.outBytes,
    ...fileDescriptors(),
  };
};

interface FileDescriptors {
  /** Open ones of this process. */
  readonly open_fds: number;
  /** As many as it may have. */
  readonly max_fds: number;
}

/** As the system counts them; undefined where it does not say: everywhere but on Linux. */
function fileDescriptors(): FileDescriptors | undefined {
  try {
    const limits = fs.readFileSync('/proc/self/limits', 'utf8');
    const max = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
    return { open_fds: fs.readdirSync('/proc/self/fd').length, max_fds: Number(max) };
  } catch {
    return undefined;
  }
}
