import { accessSync, constants, readdirSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '..', '..', '..', '..');
const SUFFIX = process.platform === 'win32' ? '.exe' : '';
/** `mongod-x64-debian-7.0.14`, as mongodb-memory-server names what it has fetched. */
const FETCHED = /^mongod-.*-(\d+)\.(\d+)\.(\d+)(\.exe)?$/;

/**
 * The mongod of this machine: one on PATH, or the newest that mongodb-memory-server has fetched.
 *
 * @param env of the process; a MONGOMS_SYSTEM_BINARY in it has decided already
 * @returns undefined if there is none, or nobody is to look for it
 */
export function findRealMongod(env: NodeJS.ProcessEnv): string | undefined {
  if (env.MONGOMS_SYSTEM_BINARY) return undefined;
  const onPath = (env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const programs = onPath.map((folder) => path.join(folder, `mongod${SUFFIX}`));
  return [...programs, ...fetched(env)].find(isProgram);
}

/** The newest first. */
function fetched(env: NodeJS.ProcessEnv): string[] {
  const folders = [
    env.MONGOMS_DOWNLOAD_DIR,
    path.join(os.homedir(), '.cache', 'mongodb-binaries'),
    path.join(ROOT, 'node_modules', '.cache', 'mongodb-memory-server'),
  ];
  return folders
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => namesIn(folder).map((name) => path.join(folder, name)))
    .filter((file) => FETCHED.test(path.basename(file)))
    .sort((one, other) => versionOf(other) - versionOf(one));
}

function versionOf(file: string): number {
  const [, major, minor, patch] = FETCHED.exec(path.basename(file))!.map(Number);
  return (major! * 1000 + minor!) * 1000 + patch!;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Whether it can be started, and is none of the workbook's own. */
function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return !realpathSync(file).endsWith('.js');
  } catch {
    return false;
  }
}
