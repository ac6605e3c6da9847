interface Described {
  /** What it does, in a few words; without a full stop. */
  readonly description: string;
}

interface WithValue extends Described {
  /** What stands for the value in the help: `N`, `PATH`. */
  readonly placeholder: string;
}

/** `--json`: true if it is given. */
export interface Switch extends Described {
  readonly type: 'boolean';
}

/** `--only NAME`: a text, or undefined if it is not given. */
export interface Text extends WithValue {
  readonly type: 'string';
}

/** `--store memory`: one of a few words, or undefined if it is not given. */
export interface Choice extends WithValue {
  readonly type: 'choice';
  readonly among: readonly string[];
}

/** `--server PATH`: a file that is there, as an absolute path, or undefined if it is not given. */
export interface File extends WithValue {
  readonly type: 'file';
}

/** `--kills N`: a whole number from `from` on. */
export interface Whole extends WithValue {
  readonly type: 'whole';
  readonly from: number;
  readonly default: number;
}

export type Option = Switch | Text | Choice | File | Whole;

/** The options of a command, by their names without dashes. */
export type Options = Readonly<Record<string, Option>>;

type Value<O extends Option> = O extends Switch
  ? boolean
  : O extends Whole
    ? number
    : O extends Choice
      ? O['among'][number] | undefined
      : string | undefined;

/** What was given to each option. */
export type Values<O extends Options> = { readonly [Name in keyof O]: Value<O[Name]> };

/** What a command takes beside options. */
export interface Positionals extends WithValue {
  /** How many at most; as many as one likes without it. */
  readonly most?: number;
  /** True: from the first one on nothing is an option of this command. */
  readonly asTheyAre?: boolean;
}
