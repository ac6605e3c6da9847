import { runOneOf } from '@workbook/command';
import { cluster } from './commands/cluster';
import { database } from './commands/database';
import { inALab } from './commands/in-a-lab';
import { inTurn } from './commands/in-turn';
import { kubectl } from './commands/kubectl';
import { mutation } from './commands/mutation';
import { onCluster } from './commands/on-cluster';
import { play } from './commands/play';
import { predict } from './commands/predict';
import { prices } from './commands/prices';
import { prove } from './commands/prove';
import { replay } from './commands/replay';
import { start } from './commands/start';
import { starters } from './commands/starters';
import { verify } from './commands/verify';

const workbook = {
  summary: 'The commands of learners and authors',
  usage: 'node tools/door.cjs workbook',
  commands: [
    start,
    predict,
    play,
    replay,
    prices,
    cluster,
    database,
    kubectl,
    prove,
    verify,
    starters,
    mutation,
    ...inTurn,
    inALab,
    onCluster,
  ],
};

const [name = 'start', ...args] = process.argv.slice(2);
void runOneOf(workbook, [name, ...args]).then((code) => {
  process.exitCode = code;
});
