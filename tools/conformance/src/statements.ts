/**
 * What a NATS Streaming Server does, C1 first; section 7 of the behaviour document says where each belongs.
 * A test belongs to a statement if its name begins with the number.
 */
export const statements: readonly string[] = [
  'INFO comes first, with proto 1 and max_payload 1048576',
  'verbose: +OK for SUB, PUB and UNSUB; PING is answered by PONG alone',
  'UNSUB with a number counts all deliveries since SUB',
  'a queue group of several patterns gets each message once, a plain subscription all',
  'a payload above max_payload: Maximum Payload Violation, closed',
  'a control line above 4096 bytes: maximum control line exceeded, closed',
  'SUB to a subject with an empty token: Invalid Subject, the connection goes on',
  'with a password: a wrong first command is a violation; silence ends after 2 s',
  'echo false: nobody gets what they published themselves',
  'a ConnectRequest of protocol 1 is answered with all subjects and the ping values',
  'protocol 0 is told nothing of pings',
  'a client ID is letters, digits, - and _',
  'a client ID whose owner answers is refused',
  'a client ID whose owner is silent is given away after 500 ms; the owner is told at its next ping',
  'a client ID whose owner has no connection is given away at once',
  'of three that want the ID of a silent client one gets it',
  'a silent client is given up after (hbi + hbt) x (hbf + 1), without a socket after hbi x (hbf + 1)',
  'a client that answers before the last failure is kept',
  'while heartbeats fail, plain subscriptions get what is new, and nothing again',
  'a ping of a client that failed brings a heartbeat at once',
  'the connection ID alone names a publisher; a wrong one is refused',
  'channels with empty tokens, wildcards or / are refused; blanks are accepted',
  'a guid twice is two messages',
  'a publisher that subscribes sees the message before the ack',
  'acks come in the order of publishing',
  'each start position begins where it says',
  'a start sequence beyond the last is new only',
  'on an empty channel every start position begins at 1',
  'the window counts messages without ack, in whatever order they are acked',
  'without ack a message comes again every ackWait, counted',
  'each message has its own time',
  'redelivery goes on while the window is full, and nothing new comes',
  'an ack of an unknown sequence changes nothing',
  'members of a group that ack at once take turns',
  'a member without room is passed over; who acks first gets the next',
  'the start position of a later member does not count',
  'what a member that leaves had not acked comes to the others within 200 ms',
  'and so it does when its client is given up',
  'an ack by way of another member counts',
  'a group that nobody is in is forgotten',
  'a durable group keeps its place and its pending messages for any client',
  'a durable group whose last member unsubscribes is forgotten',
  'a member whose client fails heartbeats gets nothing new',
  'an active durable cannot be had twice, but with --replace_durable',
  'a durable resumes with what is pending, then what is new, wherever it asks to start',
  'all that is pending comes again at a resume, however small the window',
  'a shorter ackWait at the resume counts for what is new',
  'an unsubscribed durable begins anew',
  'a durable that is offline cannot be unsubscribed',
  'only its owner ends a subscription',
  '500 acks before a close are taken',
  '500 publishes before a close are stored and acked',
  '-mc: too many channels, for publish and subscribe',
  '-msu: durables that are offline count',
  '-mm: the oldest go, and with them what was pending',
  '-mb: the newest is kept, however large',
  '-ma: what is too old goes; the sequence goes on',
  '-mi: an idle channel is deleted, with its offline durables',
  'FILE: what was acked to the publisher survives kill -9, and so does the client',
  'FILE: acks before a kill -9 may be lost, before a SIGTERM not',
  'FILE: what is pending comes back at its timestamp + ackWait',
  'FILE: another cluster ID is refused',
  'MEMORY: after a restart the npm client is told that it was replaced',
  'exit codes: SIGINT 0, SIGTERM 143, an unknown flag 0, a taken port 1',
  '-p -1 takes a free port and prints it',
  'channelsz pages, and 404 for an unknown channel',
  'a backlog and what is published meanwhile come in order, without a gap',
  'after a reconnect with the same inbox, what was missed comes again after ackWait',
  'the npm client on a channel with an empty token: an ack timeout, no error of the server',
  'lower case, bare LF, tabs and runs of blanks are accepted',
  'a channel that differs by case alone is refused',
  'the count of redeliveries goes on after a resume',
  'FILE: the pending messages of a group come back to the same member',
  'after the answer to unsubscribe nothing comes any more',
  'a plain group named d:g is the durable group of d and g',
  'a durable group keeps its place when one member unsubscribes and the last one closes',
];

/**
 * @param title of a test, `C48 an unsubscribed durable begins anew`
 * @returns the number of its statement, from 1; undefined if it is about something else
 * @throws if there is no statement with the number
 */
export function statementOf(title: string): number | undefined {
  const digits = /^C(\d+) /.exec(title)?.[1];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (statements[number - 1] === undefined)
    throw new Error(
      `The test "${title}" belongs to no statement: they are C1 to C${statements.length}.\n    npm run conformance      once its title or tools/conformance/src/statements.ts is corrected`,
    );
  return number;
}
