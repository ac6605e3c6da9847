import type { Statement } from '../statement';
import { told } from '../target';

export const handshake: readonly Statement[] = [
  {
    id: 'M1',
    says: '`hello` says that the server is writable, takes documents of 16 MiB, messages of 48000000 bytes and batches of 100000',
    source: 'manual, "hello"',
    seen: (on) =>
      on.run(
        { hello: 1 },
        'isWritablePrimary',
        'maxBsonObjectSize',
        'maxMessageSizeBytes',
        'maxWriteBatchSize',
        'readOnly',
      ),
    expected:
      '{ isWritablePrimary: true, maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000, readOnly: false }',
  },
  {
    id: 'M2',
    says: '`hello` of a server that stands alone names no replica set and no hosts',
    source: 'manual, "hello"',
    seen: (on) => on.run({ hello: 1 }, 'setName', 'hosts', 'msg'),
    expected: '{}',
  },
  {
    id: 'M3',
    says: '`hello` speaks wire version 21 or later, and the oldest too',
    source: 'wire version specification',
    seen: async (on) => {
      const { minWireVersion, maxWireVersion } = await on.answer({ hello: 1 });
      return [Number(minWireVersion), Number(maxWireVersion) >= 21];
    },
    expected: [0, true],
  },
  {
    id: 'M4',
    says: '`isMaster`, the older name, answers `ismaster`',
    source: 'manual, "hello"',
    seen: (on) => on.run({ isMaster: 1 }, 'ismaster'),
    expected: '{ ismaster: true }',
  },
  {
    id: 'M5',
    says: '`hello` offers sessions that end after 30 minutes',
    source: 'sessions specification',
    seen: (on) => on.run({ hello: 1 }, 'logicalSessionTimeoutMinutes'),
    expected: '{ logicalSessionTimeoutMinutes: 30 }',
  },
  {
    id: 'M6',
    says: '`ping` is answered with `ok: 1`, a double',
    source: 'manual, "ping"',
    seen: async (on) => told(await on.answer({ ping: 1 })),
    expected: '{ ok: 1.0 }',
  },
  {
    id: 'M7',
    says: '`buildInfo` says the version as text and as four numbers',
    source: 'manual, "buildInfo"',
    seen: async (on) => {
      const { version, versionArray } = await on.answer({ buildInfo: 1 });
      const numbers = (versionArray as unknown[]).map(Number);
      return [numbers.length, String(version).startsWith(numbers.slice(0, 3).join('.'))];
    },
    expected: [4, true],
  },
  {
    id: 'M8',
    says: '`endSessions` is answered, also for a session that nobody has used',
    source: 'sessions specification',
    seen: async (on) => {
      const session = on.client.startSession();
      const id = session.id!;
      await session.endSession();
      return on.run({ endSessions: [id] });
    },
    expected: '{}',
  },
];
