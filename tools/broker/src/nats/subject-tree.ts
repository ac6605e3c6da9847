import { tokensOf } from '@workbook/protocol/subject';

/** A place in the tree: the tokens on the way to it are the beginning of a pattern. */
interface TreeNode<T> {
  readonly literals: Map<string, TreeNode<T>>;
  /** Where `*` leads. */
  star: TreeNode<T> | undefined;
  /** Those whose pattern ends here. */
  readonly exact: Set<T>;
  /** Those whose pattern goes on with `>`. */
  readonly tail: Set<T>;
}

const newNode = <T>(): TreeNode<T> => ({
  literals: new Map(),
  star: undefined,
  exact: new Set(),
  tail: new Set(),
});

const isEmpty = <T>(node: TreeNode<T>): boolean =>
  node.literals.size === 0 && !node.star && node.exact.size === 0 && node.tail.size === 0;

/** Subscribers by the tokens of their patterns (behaviour document, section 1.4). */
export class SubjectTree<T> {
  readonly #root = newNode<T>();

  add(pattern: string, subscriber: T): void {
    const tokens = tokensOf(pattern);
    const isTail = tokens.at(-1) === '>';
    if (isTail) tokens.pop();
    let node = this.#root;
    for (const token of tokens) node = step(node, token) ?? grow(node, token);
    (isTail ? node.tail : node.exact).add(subscriber);
  }

  /** Does nothing if `subscriber` was not added under `pattern`. */
  remove(pattern: string, subscriber: T): void {
    removeBelow(this.#root, tokensOf(pattern), 0, subscriber);
  }

  /**
   * Everybody whose pattern matches `subject`, in which wildcards are text: nobody, if a token of it
   * is empty.
   */
  match(subject: string): T[] {
    const tokens = tokensOf(subject);
    const found: T[] = [];
    if (!tokens.includes('')) collect(this.#root, tokens, 0, found);
    return found;
  }
}

const step = <T>(node: TreeNode<T>, token: string): TreeNode<T> | undefined =>
  token === '*' ? node.star : node.literals.get(token);

function grow<T>(node: TreeNode<T>, token: string): TreeNode<T> {
  const child = newNode<T>();
  if (token === '*') node.star = child;
  else node.literals.set(token, child);
  return child;
}

/** Drops the branches that have become empty: reply inboxes come and go without end. */
function removeBelow<T>(node: TreeNode<T>, tokens: string[], at: number, subscriber: T): void {
  if (at === tokens.length) {
    node.exact.delete(subscriber);
    return;
  }
  const token = tokens[at]!;
  if (token === '>' && at === tokens.length - 1) {
    node.tail.delete(subscriber);
    return;
  }
  const child = step(node, token);
  if (!child) return;
  removeBelow(child, tokens, at + 1, subscriber);
  if (!isEmpty(child)) return;
  if (token === '*') node.star = undefined;
  else node.literals.delete(token);
}

/** In the order of the real server, which a client with several patterns for one subject sees. */
function collect<T>(node: TreeNode<T>, tokens: readonly string[], at: number, found: T[]): void {
  for (const subscriber of node.tail) found.push(subscriber);
  const literal = node.literals.get(tokens[at]!);
  if (at === tokens.length - 1) {
    for (const last of [literal, node.star]) {
      for (const subscriber of last?.exact ?? []) found.push(subscriber);
    }
    return;
  }
  if (node.star) collect(node.star, tokens, at + 1, found);
  if (literal) collect(literal, tokens, at + 1, found);
}
