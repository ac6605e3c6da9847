import path from 'node:path';
import { explain, type Program, type TestBroker } from '@workbook/testkit';
import type { Start } from './starts';
import { type CopyThere, HANDLED, LISTENING } from './protocol';

/** A year and a bit: another year, another month, another day of the week and another hour. */
const YEAR_AND_A_BIT = (400 * 24 + 5) * 3_600_000;

/**
 * Starts copies in a new process, whose clock shows the next year and, with `host`, on another host. Ends
 * it when they have handled what they were given.
 *
 * @returns what the copies of each service handled
 */
export async function runInNewProcess(
  broker: TestBroker,
  copies: readonly CopyThere[],
  host?: string,
): Promise<(service: CopyThere['service']) => Start> {
  const program = await broker.startProgram(path.join(__dirname, 'new-process.ts'), {
    env: {
      COPIES: JSON.stringify(copies),
      ANOTHER_DAY: String(YEAR_AND_A_BIT),
      ...(host !== undefined && { ANOTHER_HOST: host }),
    },
  });
  const services = [...new Set(copies.map(({ service }) => service))];
  const advice = {
    look: services.map((service) => `src/${service}.ts`).join(' and '),
    read: 'README.md, "Steps"',
  };
  const listens = await program.prints(LISTENING);
  explain(
    {
      expected: `${services.join(' and ')} to start in a new process`,
      happened: listens ? '' : [await howItEnded(program), ...broker.facts.asked(names(copies))],
      ...advice,
    },
    () => expect(listens).toBe(true),
  );
  await quiet(broker, program);
  await program.signal('SIGTERM');
  const ended = await program.ended();
  explain(
    {
      expected: `the new process of ${services.join(' and ')} to end when its connections are closed`,
      happened: 'it had not ended after 4 s',
      ...advice,
    },
    () => expect(ended).toBeDefined(),
  );
  return (service) => {
    const clients = names(copies.filter((copy) => copy.service === service));
    const handled = program.lines.flatMap((line) => {
      const [by = '', sequence] = line.startsWith(HANDLED)
        ? line.slice(HANDLED.length + 1).split(' ')
        : [];
      return clients.includes(by) ? [Number(sequence)] : [];
    });
    return { service, clients, handled };
  };
}

/** Resolves when nothing passes any more: a real server does not know of the clients over there. */
async function quiet(broker: TestBroker, program: Program): Promise<void> {
  const { all } = broker.facts;
  for (let before = -1; before !== all.length;) {
    before = all.length;
    await broker.settled();
    await program.hears();
  }
}

async function howItEnded(program: Program): Promise<string> {
  const exit = await program.ended(0);
  const said = program.lines.find((line) => /error/i.test(line)) ?? program.lines.at(-1);
  const what = exit ? `it ended with code ${exit.code}` : 'it did not listen after 4 s';
  return said === undefined ? what : `${what}, and said: ${said.trim()}`;
}

function names(copies: readonly CopyThere[]): string[] {
  return copies.map(({ clientID }) => clientID);
}
