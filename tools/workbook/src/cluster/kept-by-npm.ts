/** Flags of kubectl, by the names under which npm keeps them if no two dashes stand before them. */
const FLAGS: Readonly<Record<string, string>> = {
  address: '--address',
  filename: '--filename',
  follow: '--follow',
  force: '-f',
  grace_period: '--grace-period',
  long: '-l',
  namespace: '--namespace',
  now: '--now',
  o: '-o',
  output: '--output',
  owide: '-owide',
  selector: '--selector',
  tail: '--tail',
  timeout: '--timeout',
  watch: '--watch',
};

/**
 * A sentence to who has typed `npm run kubectl logs -f NAME`: npm takes the flag for its own. Undefined if
 * npm has kept none; of some, as `-n`, nothing can be seen.
 */
export function keptByNpm(env: NodeJS.ProcessEnv): string | undefined {
  const kept = Object.keys(FLAGS).filter((name) => (env[`npm_config_${name}`] ?? '') !== '');
  if (kept.length === 0) return undefined;
  const flags = kept.map((name) => FLAGS[name]).join(' ');
  return `npm has kept ${flags} for itself. Flags of kubectl stand behind two dashes: npm run kubectl -- get pods -o wide`;
}
