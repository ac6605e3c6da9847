import { explain, type Explanation, Failure, found } from '@workbook/testkit';
import { type Exploration, explore, replay } from '@workbook/testkit/schedules';
import { loadHandler } from './load';
import { bank, type Bank, handling, type Happening, rightAfter, standing } from './small-world';

/** What is to be explored. */
interface Explored extends Happening {
  /** Whether copies keep what they have in variables, which makes many more schedules. */
  readonly remembers?: boolean;
}

/** So many schedules are tried, or a sample of these, so that a wrong handler is told in time. */
const MANY = { limit: 2500, sample: 300 };
/** A process for each event, or for each copy, takes a while to make. */
const FEW = { limit: 500, sample: 100 };

/**
 * Runs the learner's handler, in two copies, through every order in which the broker may send `events`, and copies
 * may read and write, with the `faults` that are allowed.
 *
 * @throws Failure with the shortest schedule after which an account is not as in sequence
 */
export async function inEverySchedule(
  world: Explored,
  advice: Pick<Explanation, 'look' | 'read'>,
): Promise<void> {
  const words = [...rightAfter(world.events).values()].map(standing).join(', ');
  const published = world.events.map(
    ({ account, number, kind, amount }, index) =>
      `#${index + 1} is number ${number} of ${account}, a ${kind} of ${amount}`,
  );
  const { tried, safe, all, unsafe } = await explored(world, advice);
  explain(
    {
      expected: `in the end ${words}, and every event acknowledged, in whichever order they come`,
      happened: [
        all
          ? `${safe} of ${tried} schedules ended so; the shortest that did not:`
          : 'there are too many schedules to try all; one that ended otherwise:',
        ...(unsafe?.story.split(/(?<=\.) /) ?? []),
        ...published,
      ],
      ...advice,
    },
    () => expect(safe).toBe(tried),
  );
}

async function explored(
  { remembers = false, ...happening }: Explored,
  { read }: Pick<Explanation, 'read'>,
): Promise<Exploration> {
  const world = bank(happening);
  const started = (): Bank => ({
    ...world,
    service: ({ accounts }) => handling(accounts, loadHandler().onTransaction),
  });
  /** @param load what has `onTransaction()`, for each event */
  const handled = (load: typeof loadHandler): Bank => ({
    ...world,
    handle: (message, { accounts }) => handling(accounts, load().onTransaction)(message),
  });
  try {
    if (remembers) return await explore(started(), FEW);
    // One process for all is quick, and fair to whoever keeps nothing in variables.
    const shared = loadHandler();
    const quick = await explore(
      handled(() => shared),
      MANY,
    ).catch(() => undefined);
    if (quick && !quick.unsafe) return quick;
    const alone = handled(loadHandler);
    // What looks wrong may be what one process remembers of all schedules before.
    const again = quick?.unsafe && (await replay(alone, quick.unsafe.moves));
    return quick && again?.wrong !== undefined
      ? { ...quick, unsafe: again }
      : await explore(alone, FEW);
  } catch (error) {
    throw new Failure(
      found({
        expected:
          'onTransaction() to await its accounts and nothing else, and to do the same when the same happens',
        happened: (error as Error).message.split('\n').map((line) => line.trim()),
        look: 'src/accounts/handler.ts, onTransaction(): what does it wait for?',
        read,
      }),
    );
  }
}
