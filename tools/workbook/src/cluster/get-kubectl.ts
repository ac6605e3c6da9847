/** One command for each system, all of them from the page below. */
const COMMANDS: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'winget install -e --id Kubernetes.kubectl',
  darwin: 'brew install kubectl',
  linux: 'sudo snap install kubectl --classic',
};

const PAGE = 'https://kubernetes.io/docs/tasks/tools/';

/** How to get a kubectl on this system, for who has none. */
export function getKubectl(platform: NodeJS.Platform): string {
  const typed = COMMANDS[platform];
  return [
    ...(typed === undefined ? [] : [`    ${typed}      installs it`]),
    `${typed === undefined ? 'How to get it' : 'Other ways'}: ${PAGE}`,
    'Open a new terminal afterwards. The program of lab 01 needs no kubectl.',
  ].join('\n');
}
