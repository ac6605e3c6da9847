import { badArguments, INVALID_PROTOCOL, NO_RESPONDERS_REFUSED, type Violation } from './violation';

/** What a client may say of itself in CONNECT (behaviour document, section 1.3). */
export interface ConnectOptions {
  /** `+OK` for each command. */
  readonly verbose: boolean;
  /** Complain of subjects that cannot be published to. */
  readonly pedantic: boolean;
  /** False: what it publishes is not delivered to its own subscriptions. */
  readonly echo: boolean;
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
  user: '',
  pass: '',
  auth_token: '',
  name: '',
  lang: '',
  version: '',
};

/** What is read, by its type. */
const NAMES = {
  boolean: ['verbose', 'pedantic', 'echo', 'headers', 'no_responders'],
  string: ['user', 'pass', 'auth_token', 'name', 'lang', 'version'],
};

/**
 * Reads the JSON of CONNECT. Options of other kinds (names, TLS, keys) are accepted and ignored;
 * those that the JSON leaves out keep their value from `before`, since CONNECT may be repeated.
 */
export function parseConnect(json: string, before: ConnectOptions): ConnectOptions | Violation {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch {
    return badArguments('processConnect Parse Error', json);
  }
  if (typeof given !== 'object' || Array.isArray(given)) {
    return badArguments('processConnect Parse Error', json);
  }
  const fields = new Map(Object.entries(given ?? {}).filter(([, value]) => value !== null));
  for (const [type, names] of Object.entries(NAMES)) {
    const wrong = names.find((name) => fields.has(name) && typeof fields.get(name) !== type);
    if (wrong) return badArguments(`processConnect Parse Error: ${wrong} is no ${type}`, json);
  }
  const protocol: unknown = fields.get('protocol') ?? 0;
  if (protocol !== 0 && protocol !== 1) return INVALID_PROTOCOL;
  // INFO says that there are no headers, so nobody can have asked for them.
  if (fields.get('no_responders') === true) return NO_RESPONDERS_REFUSED;
  const known = Object.keys(before).map((name) => [name, fields.get(name)] as const);
  const told = known.filter(([, value]) => value !== undefined);
  return { ...before, ...(Object.fromEntries(told) as Partial<ConnectOptions>) };
}
