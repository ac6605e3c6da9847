import { Long } from 'bson';
import type { Statement } from '../statement';
import type { Target } from '../target';

/** A command in a session of its own, as a driver sends it in a transaction. */
async function numbered(on: Target, more: object): Promise<string> {
  const session = on.client.startSession();
  const lsid = session.id!;
  const documents = [{ _id: 1 }];
  const txnNumber = Long.fromNumber(1);
  const answer = await on.run({ insert: 'c', documents, lsid, txnNumber, ...more });
  await session.endSession();
  return answer;
}

export const errors: readonly Statement[] = [
  {
    id: 'M100',
    says: 'a command that there is not is error 59',
    source: 'server, error_codes.yml',
    seen: (on) => on.run({ nonsense: 1 }),
    expected: '59 CommandNotFound',
  },
  {
    id: 'M101',
    says: 'a field of a command that there is not is error 40415',
    source: 'server, idl_parser.cpp',
    seen: async (on) => (await on.run({ find: 'c', nonsense: 1 })).split(' ')[0],
    expected: '40415',
  },
  {
    id: 'M102',
    says: '`w: 2` is refused where the server is no replica: error 2',
    source: 'server, write_concern.cpp',
    seen: (on) => on.run({ insert: 'c', documents: [{}], writeConcern: { w: 2 } }),
    expected: '2 BadValue',
  },
  {
    id: 'M103',
    says: '`w: 1` and `w: "majority"` are taken',
    source: 'manual, "Write Concern"',
    seen: async (on) => [
      await on.run({ insert: 'c', documents: [{}], writeConcern: { w: 1 } }),
      await on.run({ insert: 'c', documents: [{}], writeConcern: { w: 'majority' } }),
    ],
    expected: ['{ n: 1 }', '{ n: 1 }'],
  },
  {
    id: 'M104',
    says: 'a transaction is refused where the server is no replica: error 20',
    source: 'manual, "Transactions"',
    seen: (on) => numbered(on, { autocommit: false, startTransaction: true }),
    expected: '20 IllegalOperation',
  },
  {
    id: 'M105',
    says: 'a write with `txnNumber`, which could be sent again, is refused: error 20',
    source: 'manual, "Retryable Writes"',
    seen: (on) => numbered(on, {}),
    expected: '20 IllegalOperation',
  },
  {
    id: 'M106',
    says: 'a change stream is refused where the server is no replica: error 40573',
    source: 'manual, "Change Streams"',
    seen: async (on) => String(await on.aggregate({ $changeStream: {} })).split(' ')[0],
    expected: '40573',
  },
  {
    id: 'M107',
    says: 'a name of a collection that begins with a dot is error 73',
    source: 'manual, "Naming Restrictions"',
    seen: (on) => on.run({ create: '.c' }),
    expected: '73 InvalidNamespace',
  },
  {
    id: 'M108',
    says: 'a field of the wrong type is error 14',
    source: 'server, idl_parser.cpp',
    seen: (on) => on.run({ find: 'c', filter: 1 }),
    expected: '14 TypeMismatch',
  },
  {
    id: 'M109',
    says: 'an error has `ok: 0`, its text, its code and the name of that',
    source: 'server, error_codes.yml',
    seen: async (on) => {
      const error: unknown = await on.answer({ nonsense: 1 }).catch((thrown: unknown) => thrown);
      const { ok, errmsg, code, codeName } = (error as { errorResponse: object })
        .errorResponse as Record<string, unknown>;
      return [Number(ok), errmsg, Number(code), codeName];
    },
    expected: [0, "no such command: 'nonsense'", 59, 'CommandNotFound'],
  },
];
