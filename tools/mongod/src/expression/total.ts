import { Decimal128, Long } from 'bson';
import {
  add,
  besideDecimal,
  double,
  type Exact,
  exact,
  int,
  long,
  type Numeric,
  toDecimal,
  toNumber,
} from '../values';

const INT = 2n ** 31n;
const LONG = 2n ** 63n;
const ZERO: Exact = { coefficient: 0n, exponent: 0 };

export const isDecimal = (value: Numeric): value is Decimal128 => value instanceof Decimal128;
export const isDouble = (value: Numeric): boolean => value._bsontype === 'Double';
export const isLong = (value: Numeric): boolean => value instanceof Long;

/** An int if it fits in one and no long was among what it came of, else a long, else a double. */
export function whole(value: bigint, hasLong: boolean): Numeric {
  if (!hasLong && value >= -INT && value < INT) return int(Number(value));
  return value >= -LONG && value < LONG ? long(value) : double(Number(value));
}

/** As `$add` and `$multiply` take a number beside a Decimal128. */
export function exactOf(value: Numeric): Exact {
  return besideDecimal(value);
}

/**
 * A sum as `$sum` and `$avg` make it: what doubles lose is kept beside them, so that the sum is that of all
 * their digits.
 */
export class Total {
  #integers = 0n;
  #double = 0;
  #lost = 0;
  /** Also where the parts above have become NaN, this is what doubles come to. */
  #plain = 0;
  #decimal = ZERO;
  #hasLong = false;
  #hasDouble = false;
  #hasDecimal = false;

  add(value: Numeric): void {
    if (isDecimal(value)) {
      this.#hasDecimal = true;
      this.#decimal = add(this.#decimal, exact(value));
    } else if (isDouble(value)) {
      this.#hasDouble = true;
      this.#addDouble(toNumber(value));
    } else {
      this.#hasLong ||= isLong(value);
      this.#integers += BigInt(value.toString());
    }
  }

  /** With the widest type of what was added: int, long, double, decimal. */
  get sum(): Numeric {
    if (this.#hasDecimal) return toDecimal(this.#exact());
    return this.#hasDouble ? double(this.#asDouble()) : whole(this.#integers, this.#hasLong);
  }

  get isDecimal(): boolean {
    return this.#hasDecimal;
  }

  #addDouble(value: number): void {
    this.#plain += value;
    const sum = this.#double + value;
    const added = sum - this.#double;
    this.#lost += this.#double - (sum - added) + (value - added);
    this.#double = sum;
  }

  #asDouble(): number {
    const doubles = this.#double + this.#lost;
    const nearest = Number(this.#integers);
    const rest = Number(this.#integers - BigInt(nearest));
    if (!Number.isFinite(doubles)) return this.#plain + nearest;
    return this.#integers === 0n ? doubles : this.#double + nearest + (this.#lost + rest);
  }

  #exact(): Exact {
    const integers = { coefficient: this.#integers, exponent: 0 };
    if (!this.#hasDouble) return add(this.#decimal, integers);
    const number = this.#double + this.#lost;
    const doubles = Number.isFinite(number) ? exact(toDecimal(exact(double(number)))) : this.#plain;
    return add(add(this.#decimal, integers), doubles);
  }
}
