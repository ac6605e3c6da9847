import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { found, isProgram, run } from './program';

/** The API server that the pocket cluster is held against. */
export const KUBERNETES = 'v1.37.2';
/** Stands in for kubelets. */
export const KWOK = 'v0.8.0';

const MAIN = `// The real kube-apiserver, as its own main() has it, built from Go modules alone.
package main

import (
	"os"

	"k8s.io/component-base/cli"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

func main() { os.Exit(cli.Run(app.NewAPIServerCommand())) }
`;
/** Without them kubectl cannot read which version it talks to. */
const LDFLAGS = ['gitVersion=' + KUBERNETES, 'gitMajor=1', 'gitMinor=37'].map(
  (value) => `-X k8s.io/component-base/version.${value}`,
);

/** What was built, or has been before. */
export interface Built {
  readonly apiserver: string;
  readonly kwok: string;
  /** The folder of kwok's stages: what becomes of a node and of a pod. */
  readonly stages: string;
}

/**
 * Builds what is not in the cache yet: from nothing, a quarter of an hour on two cores, and 6 GB of modules
 * and intermediate files, which stay in Go's own caches.
 *
 * @throws Error if Go is missing, or cannot build them
 */
export async function build(cache: string, told: (line: string) => void): Promise<Built> {
  const go = found('go');
  if (go === undefined) {
    throw new Error(
      'Go is not on the PATH, and builds the real API server.\n    apt-get install golang-go      or what https://go.dev/doc/install says; it fetches the version it needs by itself',
    );
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const apiserver = path.join(cache, `kube-apiserver-${KUBERNETES}${suffix}`);
  const kwok = path.join(cache, `kwok-${KWOK}${suffix}`);
  const from = path.join(cache, 'source');
  mkdirSync(from, { recursive: true });
  if (!isProgram(apiserver)) {
    told(`building kube-apiserver ${KUBERNETES}: about ten minutes, if Go has never built it`);
    await buildAPIServer(go, from, apiserver);
  }
  const module = await moduleOf(go, from, `sigs.k8s.io/kwok@${KWOK}`);
  if (!isProgram(kwok)) {
    told(`building kwok ${KWOK}: about three minutes, if Go has never built it`);
    const args = ['build', '-trimpath', '-ldflags=-s -w', '-o', kwok, './cmd/kwok'];
    await run(go, args, module.Dir, { GOFLAGS: '-mod=mod', GOWORK: 'off' });
  }
  return { apiserver, kwok, stages: path.join(module.Dir, 'kustomize', 'stage') };
}

interface Module {
  readonly Dir: string;
  readonly GoMod: string;
}

async function moduleOf(go: string, cwd: string, name: string): Promise<Module> {
  return JSON.parse(await run(go, ['mod', 'download', '-json', name], cwd)) as Module;
}

/**
 * `go install` refuses it: its go.mod replaces modules by folders that are not in it. Each of them is a module
 * of its own, too, so a module with a main() of the same three lines replaces them by those.
 */
async function buildAPIServer(go: string, folder: string, output: string): Promise<void> {
  const goMod = path.join(folder, 'go.mod');
  if (!existsSync(goMod)) writeFileSync(goMod, 'module workbook/kube-apiserver\n');
  const { GoMod } = await moduleOf(go, folder, `k8s.io/kubernetes@${KUBERNETES}`);
  const replaced = [
    ...readFileSync(GoMod, 'utf8').matchAll(/^\s*(k8s\.io\/\S+) => \.\/staging\//gm),
  ];
  const version = KUBERNETES.replace('v1', 'v0');
  writeFileSync(
    goMod,
    [
      'module workbook/kube-apiserver',
      '',
      `require k8s.io/kubernetes ${KUBERNETES}`,
      '',
      'replace (',
      ...replaced.map(([, name]) => `\t${name} => ${name} ${version}`),
      ')',
      '',
    ].join('\n'),
  );
  writeFileSync(path.join(folder, 'main.go'), MAIN);
  const args = [
    'build',
    '-mod=mod',
    '-trimpath',
    `-ldflags=-s -w ${LDFLAGS.join(' ')}`,
    '-o',
    output,
    '.',
  ];
  await run(go, args, folder, { GOFLAGS: '', GOWORK: 'off' });
}
