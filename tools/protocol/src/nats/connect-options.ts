import {
  INVALID_PROTOCOL,
  NO_RESPONDERS_REFUSED,
  UNAUTHORIZED,
  untold,
  type Violation,
} from './violation';

/** What a client may say of itself in CONNECT (behaviour document, section 1.3). */
export interface ConnectOptions {
  /** `+OK` for each command. */
  readonly verbose: boolean;
  /** Complain of subjects that cannot be published to. */
  readonly pedantic: boolean;
  /** False: what it publishes is not delivered to its own subscriptions. */
  readonly echo: boolean;
  /** It reads HMSG, and may send HPUB. */
  readonly headers: boolean;
  /** A request that nobody serves is answered at once. */
  readonly no_responders: boolean;
  /** Who it says it is (section 1.5); empty: it does not say. */
  readonly user: string;
  readonly pass: string;
  readonly auth_token: string;
  /** What the program calls itself, and which library of which version it uses. */
  readonly name: string;
  readonly lang: string;
  readonly version: string;
}

/** What holds until a CONNECT comes: somebody may be typing by hand. */
export const UNTOLD_OPTIONS: ConnectOptions = {
  verbose: true,
  pedantic: true,
  echo: true,
  headers: false,
  no_responders: false,
  user: '',
  pass: '',
  auth_token: '',
  name: '',
  lang: '',
  version: '',
};

/** Everything that has a type, by Go's name of it; what is not here may be anything. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  bool: 'echo verbose pedantic tls_required new_account headers no_responders'.split(' '),
  string: 'nkey jwt sig auth_token user pass name lang version account'.split(' '),
  int: ['protocol'],
};

/**
 * Reads the JSON of CONNECT, whose keys may be in any case. Options that are not known are ignored; those
 * that the JSON leaves out keep their value from `before`, since CONNECT may be repeated.
 *
 * @returns the options; or why the connection must end, without a word of `json`, which holds secrets
 */
export function parseConnect(json: string, before: ConnectOptions): ConnectOptions | Violation {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch {
    return untold('processConnect Parse Error: the options are no JSON');
  }
  if (typeof given !== 'object' || Array.isArray(given)) {
    return untold(
      `json: cannot unmarshal ${kindOf(given)} into Go value of type server.ClientOpts`,
    );
  }
  const fields = new Map(
    Object.entries(given ?? {})
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name.toLowerCase(), value as unknown]),
  );
  const wrong = wrongType(fields);
  if (wrong !== undefined) return untold(wrong);
  // Accounts are what later servers have.
  if (fields.get('account') || fields.get('new_account')) return UNAUTHORIZED;
  const protocol = fields.get('protocol') ?? 0;
  if (protocol !== 0 && protocol !== 1) return INVALID_PROTOCOL;
  const known = Object.keys(before).map((name) => [name, fields.get(name)] as const);
  const told = known.filter(([, value]) => value !== undefined);
  const options = { ...before, ...(Object.fromEntries(told) as Partial<ConnectOptions>) };
  return options.no_responders && !options.headers ? NO_RESPONDERS_REFUSED : options;
}

/** What the real server says of a value of the wrong type; undefined if there is none. */
function wrongType(fields: ReadonlyMap<string, unknown>): string | undefined {
  for (const [type, names] of Object.entries(TYPES)) {
    for (const name of names) {
      const value = fields.get(name);
      if (value === undefined || goTypeOf(value) === type) continue;
      // A number that is not whole is of no use, and shown: it is no secret.
      const what = type === 'int' && typeof value === 'number' ? `number ${value}` : kindOf(value);
      return `json: cannot unmarshal ${what} into Go struct field ClientOpts.${name} of type ${type}`;
    }
  }
  return undefined;
}

function goTypeOf(value: unknown): string {
  if (typeof value === 'boolean') return 'bool';
  return Number.isSafeInteger(value) ? 'int' : typeof value;
}

/** What JSON calls it. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
