import { CORE_KEYS, OTHER_CORE_KEYS } from './keys';
import { keyOf, setting, type Setting, valueOf, type Wording } from './setting';
import { type ConfigEntry, ConfigError, type ConfigValue } from './value';

const GO_TYPES: Readonly<Record<ConfigValue['type'], string>> = {
  string: 'string',
  int64: 'int64',
  float64: 'float64',
  bool: 'bool',
  slice: '[]interface {}',
  map: 'map[string]interface {}',
};
const CREDENTIALS: Readonly<Record<string, string>> = {
  user: 'user',
  username: 'user',
  pass: 'pass',
  password: 'pass',
  token: 'auth',
};
const OTHER_AUTHORIZATION = ['users', 'permissions', 'default_permissions', 'auth_callout'];
/** -1: any number. */
const MAY_BE_NEGATIVE = ['max_connections', 'max_subscriptions'];
/** Sizes are 32 bits wide in the protocol of the real server. */
const MAX_SIZE = 2 ** 31 - 1;

/**
 * What a file says to the NATS layer (behaviour document, section 5.4). Unknown keys are ignored.
 *
 * @param warn is told what the real server discourages
 * @throws ConfigError with file, line and column, in the words of the real server
 */
export function coreSettings(
  entries: readonly ConfigEntry[],
  file: string,
  warn: (line: string) => void,
): Setting[] {
  const at = ({ line, column }: ConfigEntry, problem: string): ConfigError =>
    new ConfigError(`${file}:${line}:${column}: ${problem}`);
  const wording: Wording = {
    wrongType: (entry, expected) =>
      at(
        entry,
        `interface conversion: interface {} is ${GO_TYPES[entry.value.type]}, not ${GO_TYPES[expected]}`,
      ),
    wrongDuration: (entry, reason) => at(entry, `error parsing ${entry.key}: ${reason}`),
  };

  const ordinary = (entry: ConfigEntry): Setting[] => {
    const key = keyOf(entry, CORE_KEYS);
    if (!key) return [];
    const value = valueOf(entry, key.kind, wording);
    if (key.kind === 'seconds' && entry.value.type === 'int64') {
      warn(
        at(
          entry,
          `invalid use of field "${entry.key}": ${entry.key} should be converted to a duration`,
        ).message,
      );
    }
    if (key.flag.startsWith('max_') && typeof value === 'number') {
      if (value > MAX_SIZE) throw at(entry, `${entry.key} value is too big`);
      if (value < 0 && !MAY_BE_NEGATIVE.includes(key.flag)) {
        throw at(entry, `${entry.key} cannot be negative`);
      }
    }
    return [setting(entry, file, key.flag, value)];
  };

  /** `host:port`, or a port alone. */
  const address = (entry: ConfigEntry, port: string, host?: string): Setting[] => {
    const text = String(entry.value.value);
    const [, name, number] = /^(?:(.*):)?(-?\d+)$/.exec(text) ?? [];
    if (number === undefined) throw at(entry, `could not parse address string "${text}"`);
    const settings = [setting(entry, file, port, Number(number))];
    const bare = name?.replace(/^\[(.*)\]$/, '$1');
    return host && bare ? [...settings, setting(entry, file, host, bare)] : settings;
  };

  const authorization = (entry: ConfigEntry): Setting[] => {
    if (entry.value.type !== 'map') throw wording.wrongType(entry, 'map');
    const settings = entry.value.value.map((inner) => {
      const name = inner.key.toLowerCase();
      if (OTHER_AUTHORIZATION.includes(name)) return setting(inner, file, name, true);
      if (name === 'timeout') return setting(inner, file, 'auth_timeout', timeoutOf(inner));
      const flag = CREDENTIALS[name];
      if (flag === undefined) throw at(inner, `unknown field "${inner.key}"`);
      return setting(inner, file, flag, valueOf(inner, 'string', wording));
    });
    const given = settings.map(({ name }) => name);
    if (given.includes('auth') && (given.includes('user') || given.includes('pass'))) {
      throw at(entry, 'Cannot have a user/pass and token');
    }
    return settings;
  };

  const timeoutOf = (entry: ConfigEntry): number => {
    const { type, value } = entry.value;
    return type === 'float64' ? value * 1000 : Number(valueOf(entry, 'seconds', wording));
  };

  return entries.flatMap((entry) => {
    const name = entry.key.toLowerCase();
    if (name === 'listen') return address(entry, 'p', 'a');
    if (name === 'http') return address(entry, 'm');
    if (name === 'authorization') return authorization(entry);
    if (OTHER_CORE_KEYS.has(name)) return [setting(entry, file, name, true)];
    return ordinary(entry);
  });
}
