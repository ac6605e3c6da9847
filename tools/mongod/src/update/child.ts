import { CommandError } from '../error';
import type { Element } from '../query';
import { type Doc, isArray, isDoc, type Value } from '../values';
import { indexIn } from './path';

/** An array is made longer by no more than so many nulls at once (server's source, `kMaxPaddingAllowed`). */
const MOST_PADDING = 1_500_000;

/** What stands under `name`: a field, or an element of an array. */
export function childOf(value: Value, name: string): Element {
  if (isDoc(value)) return value.get(name);
  return isArray(value) ? value[indexIn(name) ?? -1] : undefined;
}

/** Whether something can stand under `name`. */
export function canHave(value: Value, name: string): boolean {
  return isDoc(value) || (isArray(value) && indexIn(name) !== undefined);
}

/** A value whose children change: it is copied once, however many do, and what it came from stays. */
export class Draft {
  #value: Element;
  #isCopy = false;

  /** @param value undefined: a document that is made with its first field */
  constructor(value: Element) {
    this.#value = value;
  }

  /** What it is now: that which it came from, if nothing has changed. */
  get value(): Element {
    return this.#value;
  }

  child(name: string): Element {
    return this.#value === undefined ? undefined : childOf(this.#value, name);
  }

  /** @param name one that it can have; a new field comes last, a new element behind nulls */
  set(name: string, child: Value): void {
    const copy = this.#copy();
    if (copy instanceof Map) copy.set(name, child);
    else setElement(copy, indexIn(name)!, child);
  }

  /** Without the field; an element of an array is made null. */
  remove(name: string): void {
    const copy = this.#copy();
    if (copy instanceof Map) copy.delete(name);
    else setElement(copy, indexIn(name)!, null);
  }

  #copy(): Map<string, Value> | Value[] {
    if (!this.#isCopy) {
      const value = this.#value ?? new Map<string, Value>();
      this.#value = isArray(value) ? [...value] : new Map(value as Doc);
      this.#isCopy = true;
    }
    return this.#value as Map<string, Value> | Value[];
  }
}

function setElement(array: Value[], index: number, child: Value): void {
  if (index - array.length > MOST_PADDING)
    throw new CommandError(
      'CannotBackfillArray',
      `can't backfill more than ${MOST_PADDING} elements`,
    );
  while (array.length < index) array.push(null);
  array[index] = child;
}
