import childProcess from 'node:child_process';
import { findRealMongod } from './cli/real-mongod';

type Spawn = typeof childProcess.spawn;

/**
 * Lets mongodb-memory-server start `mongod.js` where a system does not read the first line of a script, which is
 * Windows: a .js is no program there, a .cmd is not started without a shell, and node.exe itself refuses the
 * flags of a mongod. So a script that is to be spawned is run by this Node.
 *
 * @returns takes it back
 */
export function spawnScripts(): () => void {
  const spawn = childProcess.spawn;
  const spawnScript = (file: string, args: readonly string[], options: object): unknown => {
    if (!file.endsWith('.js')) return spawn(file, args, options);
    // Ended by force, as all is on Windows, mongod.js could not end a mongod that it has started.
    const real = findRealMongod(process.env);
    if (real !== undefined) return spawn(real, args, options);
    return spawn(process.execPath, [file, ...args], options);
  };
  childProcess.spawn = spawnScript as Spawn;
  return () => {
    childProcess.spawn = spawn;
  };
}
