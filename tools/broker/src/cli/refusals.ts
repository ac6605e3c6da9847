/** Something that the real server would do and this one cannot. */
export interface Refusal {
  /** `-clustered`, or `the setting "tls" (nats.conf, line 3)`. */
  readonly what: string;
  /** What this server is like instead, and what to do: the end of a sentence. */
  readonly why: string;
}

/** What a flag or a setting says, by the name of the flag. */
interface Given {
  readonly name: string;
  readonly value: string | number | boolean;
  /** Where a setting stands; a flag has none. */
  readonly origin?: string;
}

/** What goes together: flags, as in `flags.ts`, and what only a file can say. */
interface Part {
  readonly why: string;
  readonly flags: string;
  readonly settings?: string;
  /** Flags that say how: without one of the others they change nothing, and are as welcome as anywhere. */
  readonly labels?: string;
}

/** They are refused, never ignored: whoever asks for encryption must not get plain text. */
const PARTS: readonly Part[] = [
  {
    why: 'it is one server, without a cluster or a stand-in: leave that out',
    flags: 'clustered! ft_group',
    settings: 'partitioning',
    labels: `cluster_node_id cluster_bootstrap! cluster_peers cluster_log_path
      cluster_log_cache_size# cluster_log_snapshots# cluster_trailing_logs# cluster_sync!
      cluster_raft_logging! cluster_proceed_on_restore_failure! cluster_allow_add_remove_node!`,
  },
  {
    why: 'it is connected to no other server: leave that out',
    flags: 'ns nats_server routes cluster cluster_listen',
    settings: 'gateway leaf leafnodes',
    labels: 'cluster_name cluster_advertise client_advertise connect_retries# no_advertise!',
  },
  {
    why: 'it encrypts nothing, neither on the wire nor on disk: leave that out where nobody listens',
    flags: `tls! tlscert tlskey tlsverify! tlscacert help_tls! secure! tls_client_key
      tls_client_cert tls_client_cacert encrypt! encryption_key ms# https_port#`,
    settings: 'https',
    labels: 'encryption_cipher',
  },
  {
    why: 'it has no database: what is to survive goes to -st FILE -dir DIR',
    flags: '',
    settings: 'sql_store',
    labels: 'sql_driver sql_source sql_no_caching! sql_max_open_conns# sql_bulk_insert_limit#',
  },
  {
    why: 'it knows one user, or one token, who may do everything: give --user and --pass, or --auth',
    flags: '',
    settings: `accounts users permissions default_permissions auth_callout no_auth_user nkey operator
      operators roots resolver resolver_preload trusted trusted_keys system system_account`,
  },
  {
    why: 'it speaks the NATS protocol alone: leave that out',
    flags: '',
    settings: 'websocket mqtt',
  },
  {
    why: 'it has one limit for all channels: give those of store_limits',
    flags: '',
    settings: 'channels',
  },
  {
    why: 'it names its subjects as every client expects: leave that out',
    flags: '',
    settings: 'discover_prefix',
  },
  {
    why: 'it sends no signals: `kill -TERM PID` does, and -P FILE writes the PID down',
    flags: 'sl signal',
  },
  { why: 'it is profiled as any Node program: leave that out', flags: 'profile#' },
];

/** Every flag that is refused, or is when it goes with another: the kinds are as in `flags.ts`. */
export const REFUSED_FLAGS = PARTS.map(({ flags, labels = '' }) => `${flags} ${labels}`).join(' ');

const namesOf = (list: string): string[] => list.match(/\w+/g) ?? [];

const SETS = PARTS.map(({ why, flags, settings = '', labels = '' }) => ({
  why,
  causes: new Set([...namesOf(flags), ...namesOf(settings)]),
  labels: new Set(namesOf(labels)),
}));

/** All that would have to go, the reasons in turn; empty if nothing does. */
export function refusalsOf(given: readonly Given[]): Refusal[] {
  const wanted = given.filter(({ value }) => value !== false && value !== '' && value !== 0);
  // A file that serves both layers says it to both.
  const seen = new Set<string>();
  return SETS.flatMap(({ why, causes, labels }) => {
    if (!wanted.some(({ name }) => causes.has(name))) return [];
    return wanted
      .filter(({ name }) => causes.has(name) || labels.has(name))
      .map(({ name, origin }) => ({ what: origin ?? `-${name}`, why }))
      .filter(({ what }) => !seen.has(what) && seen.add(what));
  });
}

/** What is refused, in whole lines: first how many, then each reason with all that it is for. */
export function describeRefusals(refusals: readonly Refusal[]): { text: string; lines: string } {
  const reasons = new Map<string, string[]>();
  for (const { what, why } of refusals) {
    const together = reasons.get(why);
    if (together) together.push(what);
    else reasons.set(why, [what]);
  }
  const count = refusals.length;
  const text =
    count === 1
      ? `The embedded server does not have ${refusals[0]!.what} of the real one: ${refusals[0]!.why}, or run the real server.`
      : `The embedded server does not have these ${count} of the real one: leave them out, or run the real server.`;
  const lines = [...reasons].map(([why, whats]) => `    ${whats.join(', ')}\n        ${why}\n`);
  return { text, lines: count === 1 ? '' : lines.join('') };
}
