import { bareValue, type ConfigEntry, ConfigError, type ConfigValue } from './value';

/** What a file may refer to. */
export interface ConfigContext {
  /** For `$NAME` where the file does not define it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The entries of another file, for `include`. @throws ConfigError */
  include(file: string): ConfigEntry[];
}

const ESCAPES: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  '"': '"',
  '\\': '\\',
};
const BCRYPT = '2a$';
const OUTER = 'a top-level value to end with a new line, comment or EOF';
const ARRAY = 'an array value terminator "," or an array terminator "]"';
const MAP = 'a map value terminator "," or a map terminator "}"';

/**
 * Reads the configuration syntax of NATS (behaviour document, section 5.4): a superset of JSON with
 * `key: value`, `key = value`, `key value` and `key { }`, words without quotes, sizes, `( )` around
 * text of several lines, `#` and `//` comments, `$VARIABLES`, `include`, and entries that end with a
 * line, a comma or a semicolon.
 *
 * @throws ConfigError with the line, in the words of the real server where it has some
 */
export function parseConfig(text: string, context: ConfigContext): ConfigEntry[] {
  return new Parser(text, context).document();
}

class Parser {
  readonly #text: string;
  readonly #context: ConfigContext;
  /** The maps that are open, the innermost last: where `$NAME` is looked up. */
  readonly #scopes: ConfigEntry[][] = [];
  #at = 0;

  constructor(text: string, context: ConfigContext) {
    this.#text = text;
    this.#context = context;
  }

  document(): ConfigEntry[] {
    this.#skip();
    if (this.#peek() !== '{') return this.#entries('');
    this.#at += 1;
    const entries = this.#entries('}');
    this.#skip();
    if (this.#at < this.#text.length) this.#fail(`"${this.#peek()}" after the last brace`);
    return entries;
  }

  /** Entries up to `close`, which is empty for the end of the text. */
  #entries(close: string): ConfigEntry[] {
    const entries: ConfigEntry[] = [];
    this.#scopes.push(entries);
    for (;;) {
      this.#skip();
      if (this.#peek() === close) break;
      if (this.#at >= this.#text.length) this.#fail('Unexpected EOF processing map.');
      this.#entry(entries);
      this.#endValue(close);
    }
    this.#at += close.length;
    this.#scopes.pop();
    return entries;
  }

  #entry(entries: ConfigEntry[]): void {
    const { line, column } = this.#place();
    const key = this.#key();
    if (key.toLowerCase() === 'include' && this.#match(/[ \t]+(?![:=])/y)) {
      entries.push(...this.#include());
      return;
    }
    this.#match(/\s*/y);
    if (this.#match(/[:=][ \t]*/y) && /[\r\n]/.test(this.#peek())) {
      this.#fail('Expected value but found new line');
    }
    entries.push({ key, value: this.#value(), line, column });
  }

  #include(): ConfigEntry[] {
    const isQuoted = /["']/.test(this.#peek());
    const file = isQuoted ? this.#quoted() : this.#match(/[^\s;}]+/y);
    return file ? this.#context.include(file) : this.#fail('include wants the name of a file.');
  }

  #key(): string {
    const quote = this.#peek();
    if (quote === '"' || quote === "'") return this.#quoted();
    const key = this.#match(/[^\s:={}[\](),;"'#]+/y);
    return key || this.#fail(`A key was expected, not '${quote}'.`);
  }

  #value(): ConfigValue {
    const first = this.#peek();
    if (first === '{') {
      this.#at += 1;
      return { type: 'map', value: this.#entries('}') };
    }
    if (first === '[') return { type: 'slice', value: this.#list() };
    if (first === '(') return { type: 'string', value: this.#block() };
    if (first === '"' || first === "'") return { type: 'string', value: this.#quoted() };
    const word = this.#match(/[^\s\]},;]+/y);
    if (!word) return this.#fail(`A value was expected${first && `, not '${first}'`}.`);
    return word.startsWith('$') ? this.#variable(word.slice(1)) : this.#bare(word);
  }

  #bare(word: string): ConfigValue {
    const [, stray] = /^-([^\d]|$)/.exec(word) ?? [];
    if (stray !== undefined) this.#fail(`Expected a digit but got '${stray || ' '}'.`);
    if (word.startsWith('.')) this.#fail('Floats must start with a digit');
    const [, after] = /^-?\d+\.([^\d]|$)/.exec(word) ?? [];
    if (after !== undefined) {
      this.#fail(`Floats must have a digit after the '.', but got '${after || ' '}' instead.`);
    }
    return bareValue(word);
  }

  #list(): ConfigValue[] {
    this.#at += 1;
    const values: ConfigValue[] = [];
    for (;;) {
      this.#skip();
      if (this.#match(/\]/y)) return values;
      values.push(this.#value());
      this.#match(/[ \t]*/y);
      if (/[,\r\n#\]]/.test(this.#peek()) || this.#text.startsWith('//', this.#at)) continue;
      this.#fail(`Expected ${ARRAY}, but got '${this.#peek() || ' '}' instead.`);
    }
  }

  #quoted(): string {
    const quote = this.#peek();
    const found = this.#match(quote === "'" ? /'[^']*'/y : /"(?:[^"\\]|\\.)*"/sy);
    if (!found) this.#fail(`A ${quote} is never closed.`);
    const inner = found.slice(1, -1);
    if (quote === "'") return inner;
    return inner.replace(
      /\\(?:x([0-9a-f]{2})|(.))/gi,
      (_, hex: string | undefined, letter: string) =>
        hex ? String.fromCharCode(parseInt(hex, 16)) : (ESCAPES[letter] ?? this.#badEscape(letter)),
    );
  }

  #badEscape(letter: string): never {
    return this.#fail(`Invalid escape character '${letter}'.`);
  }

  /** Text between `(` at the end of a line and `)` on a line of its own. */
  #block(): string {
    const found = this.#match(/\([ \t]*\r?\n[^]*?\n[ \t]*\)/y);
    if (!found) this.#fail('A ( is never closed: ) stands on a line of its own.');
    return found.slice(found.indexOf('\n') + 1, found.lastIndexOf('\n'));
  }

  #variable(name: string): ConfigValue {
    // No variable, but a password that is encrypted.
    if (name.startsWith(BCRYPT)) return { type: 'string', value: `$${name}` };
    for (const scope of [...this.#scopes].reverse()) {
      const entry = scope.findLast(({ key }) => key === name);
      if (entry) return entry.value;
    }
    const value = this.#context.env[name];
    if (value !== undefined) return bareValue(value);
    throw new ConfigError(
      `variable reference for '${name}' on line ${this.#place().line} can not be found`,
    );
  }

  /** What is written on one line must be parted by commas. */
  #endValue(close: string): void {
    this.#match(/[ \t]*/y);
    const next = this.#peek();
    if (/[,;\r\n#]/.test(next) || next === close || this.#text.startsWith('//', this.#at)) return;
    this.#fail(`Expected ${close ? MAP : OUTER}, but got '${next}' instead.`);
  }

  /** Blanks, line ends, separators and comments. */
  #skip(): void {
    this.#match(/(?:[\s,;]|#[^\n]*|\/\/[^\n]*)*/y);
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #place(): { line: number; column: number } {
    const before = this.#text.slice(0, this.#at).split('\n');
    return { line: before.length, column: before.at(-1)!.length };
  }

  #fail(problem: string): never {
    throw new ConfigError(`Parse error on line ${this.#place().line}: '${problem}'`);
  }
}
