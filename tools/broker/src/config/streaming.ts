import { FILE_KEYS, type Key, LIMIT_KEYS, STREAMING_KEYS } from './keys';
import { keyOf, mapOf, setting, type Setting, valueOf, type Wording } from './setting';
import { type ConfigEntry, ConfigError } from './value';

/** Parts of the streaming layer that a map sets, and that this server has not, by the flag that asks for them. */
const OTHER_MAPS: Readonly<Record<string, string>> = {
  tls: 'tls_client_cert',
  sql: 'sql_source',
  sql_options: 'sql_source',
  cluster: 'clustered',
};
const CHANNELS = [
  'channels',
  'channels_limits',
  'channelslimits',
  'per_channel',
  'per_channel_limits',
];

const wording: Wording = {
  wrongType: ({ key, value }, expected) =>
    new ConfigError(`parameter "${key}" value is expected to be ${expected}, got ${value.type}`),
  wrongDuration: (_, reason) => new ConfigError(reason),
};

/**
 * What a file says to the streaming layer: all of `streaming { }`, or of the file if it has none.
 * Unknown keys are ignored, as by the real server (behaviour document, section 5.4).
 *
 * @throws ConfigError in the words of the real server
 */
export function streamingSettings(entries: readonly ConfigEntry[], file: string): Setting[] {
  const section = entries.findLast(({ key }) => key.toLowerCase() === 'streaming');
  const inside = section ? mapOf(section, 'streaming section') : entries;
  return inside.flatMap((entry) => {
    const name = entry.key.toLowerCase();
    if (['limits', 'store_limits', 'storelimits'].includes(name)) {
      return limits(mapOf(entry, 'store limits'), file);
    }
    if (['file', 'file_options'].includes(name)) {
      return known(mapOf(entry, 'file options'), FILE_KEYS, file);
    }
    const flag = OTHER_MAPS[name];
    if (flag !== undefined) return [setting(entry, file, flag, true)];
    return known([entry], STREAMING_KEYS, file);
  });
}

function limits(entries: readonly ConfigEntry[], file: string): Setting[] {
  const channels = entries.find(({ key }) => CHANNELS.includes(key.toLowerCase()));
  const settings = known(entries, LIMIT_KEYS, file);
  return channels ? [...settings, setting(channels, file, 'channels', true)] : settings;
}

function known(entries: readonly ConfigEntry[], keys: readonly Key[], file: string): Setting[] {
  return entries.flatMap((entry) => {
    const key = keyOf(entry, keys);
    return key ? [setting(entry, file, key.flag, valueOf(entry, key.kind, wording))] : [];
  });
}
