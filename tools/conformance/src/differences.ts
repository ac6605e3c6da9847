/** Where the embedded broker is not like the real one, on purpose or not yet. */
export const differences: readonly string[] = [
  'It listens on 127.0.0.1 unless `-a` says otherwise; the real one listens on every address.',
  'Its banner says that it is the embedded one, and leaves out what it does not have: server ids, Git commit, Go version.',
  'Answers, messages and acks go out in one order. The real one sends them over several connections of its own, in no order between them.',
  'It opens its port when it is ready; the real one 15 to 25 ms before.',
  'It listens to SIGINT and SIGTERM before it says that it is ready; the real one after, so that a signal in between ends it without an exit code of its own.',
  'A client that sends `+OK` or `INFO` is closed; the real one ignores both.',
  'The first PING to a new connection comes after exactly 2 s; the real one spreads it a little.',
  'The monitoring shows the connections there are: the real one has four of its own, with their subscriptions. It has no pages for accounts, gateways, leaf nodes and JetStream, and does not say round-trip times or file descriptors, nor `system_account` and `ocsp_peer_cache` in `/varz`.',
  'A negative duration (`-ma -1s`) is a flag that cannot be read, rather than a limit that cannot be negative.',
  'The store on disk has a format of its own: a folder with a `server.dat` is refused. It is locked, so that a second server on it ends with exit code 1. What a killed server had half written is cut off with a warning; any other damage is refused with file, place and what can be done, and nothing is changed. A disk that is full, read-only or gone ends the server with a sentence and exit code 1, where the real one panics.',
  'What goes to members of a group at the start finds nobody: it is sent before the port opens. The real one sends it some milliseconds after it says that it is ready.',
  '`-st SQL`, clustering, fault tolerance, routes, TLS, encryption at rest, `-sl` and `--profile` are refused with one line. So are `authorization { users }`, `discover_prefix` and limits for single channels in a configuration file.',
  'Flags that tune the files of the real one (`--file_slice_max_msgs` and the like), the system log (`-s`, `-r`) and JetStream (`-js`) are accepted and change nothing: every message is on the disk before its ack, whatever `--file_sync` says.',
];
