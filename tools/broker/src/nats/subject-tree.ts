import { tokensOf } from '@workbook/protocol';
import type { Delivery } from './router';

/** One subscription as the router sees it. */
export interface Subscriber {
  readonly pattern: string;
  readonly queue: string | undefined;
  readonly owner: object | undefined;
  readonly deliver: (message: Delivery) => void;
}

/** One token of the patterns that lead through here. */
class Branch {
  readonly subscribers = new Set<Subscriber>();
  /** By the next token, `*` and `>` among them. */
  readonly next = new Map<string, Branch>();

  get isEmpty(): boolean {
    return this.subscribers.size === 0 && this.next.size === 0;
  }
}

/** The subscriptions by the tokens of their patterns: a match looks at few of them, however many there are. */
export class SubjectTree {
  readonly #root = new Branch();

  add(subscriber: Subscriber): void {
    let branch = this.#root;
    for (const token of tokensOf(subscriber.pattern)) {
      let next = branch.next.get(token);
      if (!next) branch.next.set(token, (next = new Branch()));
      branch = next;
    }
    branch.subscribers.add(subscriber);
  }

  remove(subscriber: Subscriber): void {
    remove(this.#root, tokensOf(subscriber.pattern), 0, subscriber);
  }

  /** Everyone whose pattern fits `subject`: nobody, if a token of it is empty (section 1.4). */
  match(subject: string): Subscriber[] {
    const tokens = tokensOf(subject);
    const found: Subscriber[] = [];
    if (!tokens.includes('')) collect(this.#root, tokens, 0, found);
    return found;
  }
}

function collect(
  branch: Branch,
  tokens: readonly string[],
  depth: number,
  found: Subscriber[],
): void {
  const token = tokens[depth];
  if (token === undefined) {
    found.push(...branch.subscribers);
    return;
  }
  found.push(...(branch.next.get('>')?.subscribers ?? []));
  // A subject that is published to may hold a literal `*` or `>`, which is then like any token.
  const literal = token === '*' || token === '>' ? undefined : branch.next.get(token);
  const star = branch.next.get('*');
  if (literal) collect(literal, tokens, depth + 1, found);
  if (star) collect(star, tokens, depth + 1, found);
}

/** Removes the subscriber below `branch`, and every branch that nobody needs any more. */
function remove(
  branch: Branch,
  tokens: readonly string[],
  depth: number,
  subscriber: Subscriber,
): void {
  const token = tokens[depth];
  if (token === undefined) {
    branch.subscribers.delete(subscriber);
    return;
  }
  const next = branch.next.get(token);
  if (!next) return;
  remove(next, tokens, depth + 1, subscriber);
  if (next.isEmpty) branch.next.delete(token);
}
