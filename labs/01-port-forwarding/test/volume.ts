import { randomBytes } from 'node:crypto';
import { inOwnTime } from '@workbook/testkit';
import type { Streams } from './streams';

/** A megabyte each way. */
export async function wholeInBothDirections({
  cluster,
  forwardAnywhere,
  clients,
  until,
  besides,
  shown,
}: Streams): Promise<void> {
  const pod = await cluster().addPod('nats-1');
  const { localPort } = await forwardAnywhere();
  const [client] = await clients(localPort, 1);
  const there = randomBytes(1 << 20);
  const back = randomBytes(1 << 20);
  client!.send(there);
  pod.connections.at(-1)!.send(back);
  const arrived = (): Buffer => pod.connections.at(-1)!.received;
  await until(() => arrived().length >= there.length && client!.said.length >= back.length);
  shown(
    `${there.length} bytes to reach the pod, and as many the client, as they were sent`,
    [
      `the pod got ${arrived().length}${arrived().equals(there) ? '' : ', and not those'}`,
      `the client got ${client!.said.length}${client!.said.equals(back) ? '' : ', and not those'}`,
      ...besides(),
    ],
    ': what happens to bytes on their way?',
    () => {
      expect(arrived().equals(there)).toBe(true);
      expect(client!.said.equals(back)).toBe(true);
    },
  );
}

/** More than the buffers hold, to a client that reads when the pod has ended. */
export async function wholeToSlowReader({
  cluster,
  forwardAnywhere,
  clients,
  until,
  known,
  pass,
  open,
  streams,
  besides,
  shown,
}: Streams): Promise<void> {
  const pod = await cluster().addPod('nats-1');
  const { localPort } = await inOwnTime(() => forwardAnywhere());
  const [slow] = await clients(localPort, 1);
  slow!.stopReading();
  // More than lies in the buffers of a connection.
  const bytes = randomBytes(1 << 24);
  pod.connections.at(-1)!.send(bytes);
  pod.connections.at(-1)!.end();
  // Who holds back what the pod sends has the stream open until it is read.
  await cluster().until(() => open() === 0, 1000);
  await known();
  const before = streams();
  await pass('5s');
  slow!.readOn();
  await until(() => slow!.isOver);
  shown(
    'a client to get the last byte that the pod had sent, and then the end, however slowly it reads',
    [
      `the pod sent ${bytes.length} bytes and ended, and the client had stopped reading: ${before}`,
      `5 s passed`,
      `it read on, and got ${slow!.said.length}, and ${slow!.isOver ? 'its connection is over' : 'it waits for more'}`,
      ...besides(),
    ],
    ': how is the socket ended, and what is still to be written to it then?',
    () => {
      expect(slow!.said.equals(bytes)).toBe(true);
      expect(slow!.isOver).toBe(true);
    },
  );
}
