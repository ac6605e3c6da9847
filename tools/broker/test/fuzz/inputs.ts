import {
  Ack,
  CloseRequest,
  ConnectRequest,
  MsgProto,
  Ping,
  PubMsg,
  subjectOf,
  SubscriptionRequest,
  UnsubscribeRequest,
} from '@workbook/protocol';

const connID = Buffer.from('a-connection');
const subscribe = {
  clientID: 'me',
  subject: 'foo',
  inbox: 'in',
  maxInFlight: 2,
  ackWaitInSecs: 1,
  startPosition: 4,
};

/** Names that would be lines, words or letters of a terminal: as text, and as the bytes of it. */
const HOSTILE = [
  'in\r\nMSG foo 1 0\r\n',
  'in x',
  'in\t',
  'in\0\x1b[2J',
  'in.\u00fc',
  'in\u010d\u010aMSG foo 1 0\u010d\u010a',
  'in\u0120x',
].flatMap((text) => [text, subjectOf(text)]);

/** Streaming messages as clients send them, by the subject that they go to in cluster `fuzz`. */
export const MESSAGES = [
  {
    schema: ConnectRequest,
    subject: '_STAN.discover.fuzz',
    valid: ConnectRequest.encode({
      clientID: 'me',
      heartbeatInbox: 'hb',
      protocol: 1,
      connID,
      pingInterval: 5,
      pingMaxOut: 3,
    }),
  },
  ...HOSTILE.map((inbox) => ({
    schema: ConnectRequest,
    subject: '_STAN.discover.fuzz',
    // The second of a client ID makes the broker ask the first.
    valid: ConnectRequest.encode({ clientID: 'me', heartbeatInbox: inbox }),
  })),
  ...HOSTILE.map((inbox) => ({
    schema: SubscriptionRequest,
    subject: '_STAN.sub.fuzz',
    valid: SubscriptionRequest.encode({
      ...subscribe,
      inbox,
      queueGroup: inbox,
      durableName: inbox,
    }),
  })),
  ...HOSTILE.map((name) => ({
    schema: PubMsg,
    subject: '_STAN.pub.fuzz.foo',
    valid: PubMsg.encode({ clientID: 'me', guid: name, subject: name, reply: name }),
  })),
  {
    schema: SubscriptionRequest,
    subject: '_STAN.sub.fuzz',
    valid: SubscriptionRequest.encode({
      ...subscribe,
      ackWaitInSecs: 2 ** 31 - 1,
      startPosition: 2,
      startTimeDelta: 2 ** 63 - 1024,
    }),
  },
  { schema: Ping, subject: '_STAN.discover.fuzz.pings', valid: Ping.encode({ connID }) },
  {
    schema: PubMsg,
    subject: '_STAN.pub.fuzz.foo',
    valid: PubMsg.encode({
      clientID: 'me',
      guid: 'guid',
      subject: 'foo',
      data: Buffer.from('data'),
      connID,
    }),
  },
  {
    schema: SubscriptionRequest,
    subject: '_STAN.sub.fuzz',
    valid: SubscriptionRequest.encode(subscribe),
  },
  {
    schema: SubscriptionRequest,
    subject: '_STAN.sub.fuzz',
    valid: SubscriptionRequest.encode({
      ...subscribe,
      queueGroup: 'g',
      durableName: 'd',
      startPosition: 3,
      startSequence: 2,
      startTimeDelta: 1e9,
    }),
  },
  {
    schema: UnsubscribeRequest,
    subject: '_STAN.unsub.fuzz',
    valid: UnsubscribeRequest.encode({ clientID: 'me', subject: 'foo', inbox: 'in' }),
  },
  {
    schema: UnsubscribeRequest,
    subject: '_STAN.subclose.fuzz',
    valid: UnsubscribeRequest.encode({ clientID: 'me', subject: 'foo', inbox: 'in' }),
  },
  { schema: Ack, subject: '_INBOX.fuzz', valid: Ack.encode({ subject: 'foo', sequence: 1 }) },
  {
    schema: CloseRequest,
    subject: '_STAN.close.fuzz',
    valid: CloseRequest.encode({ clientID: 'me' }),
  },
  {
    schema: MsgProto,
    subject: 'in',
    valid: MsgProto.encode({ sequence: 1, subject: 'foo', timestamp: 1e18, redeliveryCount: 2 }),
  },
] as const;

/** `PUB` of `payload`, as a client writes it. */
export function pub(subject: string, payload: Buffer, reply = 'r'): Buffer {
  return Buffer.concat([
    Buffer.from(`PUB ${subject} ${reply} ${payload.length}\r\n`, 'latin1'),
    payload,
    Buffer.from('\r\n'),
  ]);
}

const LINES = [
  'CONNECT {"verbose":false,"pedantic":true,"protocol":1,"echo":false,"user":"a","pass":"b"}\r\n',
  'PING\r\n',
  'PONG\r\n',
  'SUB foo.* 1\r\nSUB foo.> group 2\r\nUNSUB 1 5\r\nUNSUB 2\r\n',
  'SUB hb 3\r\nSUB in 4\r\nSUB r 5\r\n',
  'PUB foo.bar 5\r\nhello\r\n',
  'pub foo.bar _INBOX.1 0\r\n\r\n',
  'HPUB foo.bar 18 20\r\nNATS/1.0\r\nA: b\r\n\r\nhi\r\n',
  'HPUB nobody r 18 18\r\nNATS/1.0\r\nA: b\r\n\r\n\r\n',
  'CONNECT {"verbose":false,"headers":true,"no_responders":true,"later":[{}]}\r\n',
  'SUB in.\xc3\xbc q\xc3\xbc 6\r\nPUB in.\xc3\xbc in.\xff 2\r\nhi\r\n',
  '+OK\r\nINFO {}\r\n',
];

/** Command lines as clients send them, and requests in them. */
export const COMMANDS: readonly Buffer[] = [
  ...LINES.map((text) => Buffer.from(text, 'latin1')),
  ...MESSAGES.map(({ subject, valid }) => pub(subject, valid)),
];
