import { command, runCommand } from '@workbook/command';
import { constants } from 'node:os';
import { startCluster } from '../../src';
import { CASES } from './cases';
import { Kubectl } from './kubectl';

/** So long a case may take. */
const LIMIT_MS = 60_000;

/** The cases with one kubectl. @returns how many failed */
async function suite(program: string): Promise<number> {
  const kubectl = new Kubectl(program);
  const cluster = await startCluster({ kubeconfig: kubectl.kubeconfig });
  let failed = 0;
  try {
    console.log(`== kubectl ${await kubectl.version()}`);
    for (const [name, run] of CASES) {
      try {
        await inTime(run(kubectl));
        console.log(`  ok      ${name}`);
      } catch (error) {
        failed += 1;
        console.log(`  FAILED  ${name}\n${String(error)}`);
      }
    }
  } finally {
    await kubectl.end();
    await cluster.stop();
  }
  return failed;
}

async function inTime(run: Promise<void>): Promise<void> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new Error(`it takes more than ${LIMIT_MS / 1000} s`)),
      LIMIT_MS,
    ).unref();
  });
  await Promise.race([run, late]);
}

const kubectls = command({
  name: 'kubectls',
  summary: 'Holds the pocket cluster against each kubectl that it is given',
  usage: 'npm run kubectls',
  options: {},
  positionals: { placeholder: 'PATH', description: 'a kubectl' },
  async run({ positionals: programs }) {
    if (programs.length === 0) {
      throw new Error(
        'Which kubectl?\n    npm run kubectls -- PATH      .ci/kubectls FOLDER fetches three and prints their paths',
      );
    }
    let failed = 0;
    for (const program of programs) failed += await suite(program);
    console.log(`${programs.length * CASES.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  },
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(128 + constants.signals[signal]));
}
void runCommand(kubectls, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
