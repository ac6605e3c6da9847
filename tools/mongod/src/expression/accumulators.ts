import { CommandError } from '../error';
import type { Element } from '../query';
import {
  divide,
  type Doc,
  double,
  exact,
  int,
  isDoc,
  isNumeric,
  keyOf,
  shown,
  toDecimal,
  toNumber,
  type Value,
} from '../values';
import { compareElements } from './conditions';
import { isNullish, typeName } from './operands';
import { isDecimal, Total } from './total';

/** Takes values one after the other, and makes one of them. */
export interface Accumulator {
  /** @param value undefined where an expression came to nothing */
  add(value: Element): void;
  readonly result: Element;
}

class Sum implements Accumulator {
  readonly #total = new Total();

  add(value: Element): void {
    if (value !== undefined && isNumeric(value)) this.#total.add(value);
  }

  get result(): Value {
    return this.#total.sum;
  }
}

/** A double, a decimal if there is one among the numbers, null without any. */
class Average implements Accumulator {
  readonly #total = new Total();
  #count = 0;

  add(value: Element): void {
    if (value === undefined || !isNumeric(value)) return;
    this.#total.add(value);
    this.#count++;
  }

  get result(): Value {
    if (this.#count === 0) return null;
    const { sum } = this.#total;
    if (isDecimal(sum)) return toDecimal(divide(exact(sum), exact(int(this.#count))));
    return double(toNumber(sum) / this.#count);
  }
}

/** What null and nothing are is not looked at. */
class Extreme implements Accumulator {
  #best: Element;

  constructor(private readonly direction: 1 | -1) {}

  add(value: Element): void {
    if (isNullish(value)) return;
    if (this.#best === undefined || this.direction * compareElements(value, this.#best) < 0)
      this.#best = value;
  }

  get result(): Value {
    return this.#best ?? null;
  }
}

/** Welford's way, value by value. */
class Deviation implements Accumulator {
  #count = 0;
  #mean = 0;
  #squares = 0;

  /** @param lost 0 for the whole, 1 for a sample of it */
  constructor(private readonly lost: 0 | 1) {}

  add(value: Element): void {
    if (value === undefined || !isNumeric(value)) return;
    const number = toNumber(value);
    this.#count++;
    const delta = number - this.#mean;
    this.#mean += delta / this.#count;
    this.#squares += delta * (number - this.#mean);
  }

  get result(): Value {
    const by = this.#count - this.lost;
    return by > 0 ? double(Math.sqrt(this.#squares / by)) : null;
  }
}

class First implements Accumulator {
  #isSet = false;
  #first: Element;

  add(value: Element): void {
    if (!this.#isSet) this.#first = value;
    this.#isSet = true;
  }

  get result(): Value {
    return this.#first ?? null;
  }
}

class Last implements Accumulator {
  #last: Element;

  add(value: Element): void {
    this.#last = value;
  }

  get result(): Value {
    return this.#last ?? null;
  }
}

class Push implements Accumulator {
  readonly #all: Value[] = [];

  add(value: Element): void {
    if (value !== undefined) this.#all.push(value);
  }

  get result(): Value {
    return this.#all;
  }
}

class AddToSet implements Accumulator {
  readonly #all = new Map<string, Value>();

  add(value: Element): void {
    if (value === undefined) return;
    const key = keyOf(value);
    if (!this.#all.has(key)) this.#all.set(key, value);
  }

  get result(): Value {
    return [...this.#all.values()];
  }
}

class MergeObjects implements Accumulator {
  readonly #merged = new Map<string, Value>();

  add(value: Element): void {
    if (isNullish(value)) return;
    if (!isDoc(value))
      throw new CommandError(
        40400,
        `$mergeObjects requires object inputs, but input ${shown(value)} is of type ${typeName(value)}`,
      );
    for (const [name, each] of value) this.#merged.set(name, each);
  }

  get result(): Doc {
    return this.#merged;
  }
}

/** Those that take one value of each document (manual, "$group", "Accumulator Operator"). */
export const ACCUMULATORS: Readonly<Record<string, () => Accumulator>> = {
  $sum: () => new Sum(),
  $avg: () => new Average(),
  $min: () => new Extreme(1),
  $max: () => new Extreme(-1),
  $stdDevPop: () => new Deviation(0),
  $stdDevSamp: () => new Deviation(1),
  $first: () => new First(),
  $last: () => new Last(),
  $push: () => new Push(),
  $addToSet: () => new AddToSet(),
  $mergeObjects: () => new MergeObjects(),
};
