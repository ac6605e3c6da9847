import { brokenLabelKey, brokenLabelValue } from '../names';
import type { KubeObject, Labels } from '../objects';
import { badRequest } from '../status';
import type { Matches } from './matches';

type Requirement = (labels: Labels) => boolean;

const OPERATORS = ['in', 'notin', '=', '==', '!=', 'gt', 'lt'];
/** The longest first: `==` is none of two `=`. */
const TOKEN = /\s*(==|!=|[=!(),<>]|[^\s=!(),<>]+)/g;
const END = '';
const NO_NUMBER = "for 'Gt', 'Lt' operators, the value must be an integer";

/** `app=nats,tier!=test,zone in (a, b),ready,!old`. @throws StatusError if it cannot be read */
export function labelSelector(text: string): Matches {
  const all = new Reader(text).all();
  return ({ metadata }) => all.every((isMet) => isMet(metadata.labels ?? {}));
}

/** True if an object has all of these labels. */
export function hasLabels({ metadata }: KubeObject, wanted: Labels): boolean {
  return Object.entries(wanted).every(([name, value]) => metadata.labels?.[name] === value);
}

/** Word for word, so that what is wrong is said of the word at which the real server notices it. */
class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = [...text.matchAll(TOKEN)].map(([, token = '']) => token);
  }

  all(): Requirement[] {
    const all: Requirement[] = [];
    while (this.#next !== END) {
      if (!isWord(this.#next) && this.#next !== '!') {
        throw badRequest(`found '${this.#next}', expected: !, identifier, or 'end of string'`);
      }
      all.push(this.#requirement());
      const after = this.#take();
      if (after === END) break;
      if (after !== ',') throw badRequest(`found '${after}', expected: ',' or 'end of string'`);
      if (!isWord(this.#next) && this.#next !== '!') {
        throw badRequest(`found '${this.#next}', expected: identifier after ','`);
      }
    }
    return all;
  }

  #requirement(): Requirement {
    const isNot = this.#next === '!';
    if (isNot) this.#take();
    const key = this.#take();
    if (!isWord(key)) throw unreadable(key, 'identifier');
    const broken = brokenLabelKey(key);
    if (broken.length > 0) throw wrong('<nil>', key, broken);
    if (isNot) return (labels) => !(key in labels);
    if (this.#isOver) return (labels) => key in labels;
    const operator = this.#take();
    const values = this.#values(operator);
    if ((operator === '<' || operator === '>') && !/^[-+]?\d+$/.test(values[0]!)) {
      throw wrong('values[0]', values[0]!, [NO_NUMBER]);
    }
    values.forEach((value, index) => {
      const errors = brokenLabelValue(value);
      if (errors.length > 0) throw wrong(`values[${index}][${key}]`, value, errors);
    });
    return met(key, operator, values);
  }

  #values(operator: string): string[] {
    switch (operator) {
      case 'in':
      case 'notin':
        return this.#list();
      case '=':
      case '==':
      case '!=':
      case '<':
      case '>': {
        if (this.#isOver) return [''];
        const value = this.#take();
        if (!isWord(value)) throw unreadable(value, 'identifier');
        return [value];
      }
      default:
        throw unreadable(operator, OPERATORS.join(', '));
    }
  }

  /** `(a, b)` */
  #list(): string[] {
    const first = this.#take();
    if (first !== '(')
      throw badRequest(`unable to parse requirement: found '${first}' expected: '('`);
    const values = new Set<string>();
    let wasWord = false;
    for (;;) {
      const token = this.#take();
      if (isWord(token) && !wasWord) values.add(token);
      else if (token === ',' && !wasWord) values.add('');
      else if (token === ')') {
        if (!wasWord) values.add('');
        return [...values].sort();
      } else if (token !== ',')
        throw unreadable(token, wasWord ? "',' or ')'" : "',', or identifier");
      wasWord = isWord(token);
    }
  }

  get #next(): string {
    return this.#tokens[this.#at] ?? END;
  }

  get #isOver(): boolean {
    return this.#next === END || this.#next === ',';
  }

  #take(): string {
    this.#at += 1;
    return this.#tokens[this.#at - 1] ?? END;
  }
}

function met(key: string, operator: string, values: readonly string[]): Requirement {
  const has = (labels: Labels): boolean => key in labels && values.includes(labels[key]!);
  switch (operator) {
    case '!=':
    case 'notin':
      return (labels) => !has(labels);
    case '<':
      return (labels) => Number(labels[key]) < Number(values[0]);
    case '>':
      return (labels) => Number(labels[key]) > Number(values[0]);
    default:
      return has;
  }
}

function isWord(token: string): boolean {
  return token !== END && !/^[=!(),<>]/.test(token);
}

function unreadable(token: string, expected: string): Error {
  return badRequest(`unable to parse requirement: found '${token}', expected: ${expected}`);
}

function wrong(path: string, value: string, errors: readonly string[]): Error {
  const detail = `Invalid value: ${JSON.stringify(value)}: ${errors.join('; ')}`;
  return badRequest(`unable to parse requirement: ${path}: ${detail}`);
}
