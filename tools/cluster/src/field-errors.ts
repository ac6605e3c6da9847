/** What is wrong with a field of an object. */
export interface FieldError {
  readonly reason: string;
  readonly message: string;
  /** `spec.containers[0].name` */
  readonly field: string;
}

/** All that is wrong with an object, in the words of the real API server. */
export class FieldErrors {
  readonly #all: FieldError[];
  readonly #prefix: string;

  constructor(all: FieldError[] = [], prefix = '') {
    this.#all = all;
    this.#prefix = prefix;
  }

  get all(): readonly FieldError[] {
    return this.#all;
  }

  /** The same, for fields below one. */
  below(field: string): FieldErrors {
    return new FieldErrors(this.#all, this.#path(field));
  }

  required(field: string, detail = ''): void {
    this.#add('FieldValueRequired', field, `Required value${detail && `: ${detail}`}`);
  }

  /** @param detail what it would have to be */
  invalid(field: string, value: unknown, detail: string): void {
    this.#add('FieldValueInvalid', field, `Invalid value: ${JSON.stringify(value)}: ${detail}`);
  }

  duplicate(field: string, value: unknown): void {
    this.#add('FieldValueDuplicate', field, `Duplicate value: ${JSON.stringify(value)}`);
  }

  forbidden(field: string, detail: string): void {
    this.#add('FieldValueForbidden', field, `Forbidden: ${detail}`);
  }

  /** @param among what it could be, too */
  unsupported(field: string, value: unknown, among: readonly string[]): void {
    const values = among.map((one) => JSON.stringify(one)).join(', ');
    const message = `Unsupported value: ${JSON.stringify(value)}: supported values: ${values}`;
    this.#add('FieldValueNotSupported', field, message);
  }

  #add(reason: string, field: string, message: string): void {
    this.#all.push({ reason, message, field: this.#path(field) });
  }

  #path(field: string): string {
    if (this.#prefix === '') return field;
    return field.startsWith('[') || field === ''
      ? this.#prefix + field
      : `${this.#prefix}.${field}`;
  }
}
