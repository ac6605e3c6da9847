import path from 'node:path';
import { inTime, type Program, type TestBroker } from '@workbook/testkit';
import type { TicketEvent } from '../src/events';

const read = 'README.md, "Step 7: all together, with a copy killed in the middle"';
const files = { tickets: '../src/tickets/main.ts', orders: '../src/orders/main.ts' };

/** Starts a service in a process of its own. @param url of its database; the test's own unless given */
export async function startMain(
  service: keyof typeof files,
  copy: string,
  broker: TestBroker,
  url: string,
): Promise<Program> {
  const file = path.join(__dirname, files[service]);
  return broker.startProgram(file, { clientID: copy, env: { MONGO_URL: url, PORT: '0' } });
}

/** What a program has said last: for a failure. */
export function saidBy(copy: string, { lines }: Program): string[] {
  return lines.length === 0
    ? [`${copy} has printed nothing`]
    : [`${copy} printed:`, ...lines.slice(-3)];
}

/** The event that was told, or why there is none. */
type Answer = TicketEvent & { readonly error?: string };

/** Requests to the tickets service, as a shop's page makes them. */
export class Requests {
  constructor(
    private readonly program: Program,
    private readonly copy: string,
  ) {}

  async create(title: string, price: number): Promise<Answer> {
    return this.#ask('POST', '/tickets', { title, price });
  }

  async price(id: string, price: number): Promise<Answer> {
    return this.#ask('PUT', `/tickets/${id}`, { price });
  }

  async #ask(method: string, where: string, body: object): Promise<Answer> {
    await this.program.prints('answers at');
    const url = /http:\/\/[\d.]+:\d+/.exec(this.program.lines.join('\n'))?.[0] ?? '';
    const answer = inTime(
      fetch(`${url}${where}`, { method, body: JSON.stringify(body) }).then(
        async (response) => response.json() as Promise<Answer>,
        (error: unknown) => ({ error: String(error) }) as Answer,
      ),
      {
        expected: `tickets to answer ${method} ${where}`,
        happened: ['it has not', ...saidBy(this.copy, this.program)],
        look: 'src/tickets/tickets.ts',
        read,
      },
    );
    return answer;
  }
}
