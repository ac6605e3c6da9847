import { impossibleIn, ScheduleError, stand } from '@workbook/testkit/schedules';
import { labHere } from '../current-lab';
import { WorkbookError } from '../error';
import { Game } from '../play/game';
import { inWords, type World, worldsOf } from '../play/worlds';
import { Conversation } from '../predict/conversation';
import { command, type Context } from './command';
import { typedElsewhere } from './in-a-lab';

/** A schedule of a small world of the lab, move by move: on a terminal it asks for each. */
export const play = command({
  name: 'play',
  summary: 'Goes through a schedule of a small world move by move, and says what can happen next',
  usage: 'npm run play',
  options: {
    fates: {
      type: 'boolean',
      description: 'says of each move how many of the schedules behind it end badly',
    },
  },
  positionals: {
    placeholder: 'WORLD MOVES',
    description: 'a world of this lab, and moves to begin with: "send #1 > a; read"',
    most: 2,
  },
  async run({ root, out }, { values: { fates }, positionals }) {
    const lab = labHere(root);
    if (!lab) throw typedElsewhere(root, 'play', positionals);
    const worlds = await worldsOf(lab);
    const [wanted, moves = ''] = positionals;
    if (wanted === undefined) {
      out.write(listed(worlds).join('\n'));
      return 0;
    }
    const world = worlds[wanted];
    if (!world)
      throw new WorkbookError(
        [`There is no world "${wanted}" here.`, ...listed(worlds)].join('\n'),
      );
    await refuse(world, moves);
    out.write(`\n${wanted}: ${inWords(world)}\n`);
    const game = new Game(world, out, { moves, withFates: fates });
    await game.show();
    if (process.stdin.isTTY) await asked(game, out);
    return 0;
  },
});

/** @throws WorkbookError if `moves` cannot happen there */
async function refuse(world: World, moves: string): Promise<void> {
  const { dodged } = await stand(world, moves).catch((error: unknown) => {
    throw error instanceof ScheduleError ? new WorkbookError(error.message) : error;
  });
  if (dodged) throw new WorkbookError(impossibleIn(dodged));
}

async function asked(game: Game, out: Context['out']): Promise<void> {
  const conversation = new Conversation(process.stdin, out);
  try {
    await game.play(conversation);
  } finally {
    conversation.end();
  }
}

function listed(worlds: Readonly<Record<string, World>>): string[] {
  const width = Math.max(...Object.keys(worlds).map(({ length }) => length));
  const lines = Object.entries(worlds).map(
    ([name, world]) => `    npm run play -- ${name.padEnd(width)}   ${inWords(world)}`,
  );
  return ['Small worlds to play in:', ...lines, ''];
}
