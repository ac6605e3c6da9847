import fs from 'node:fs';
import path from 'node:path';
import { languageOf } from './highlight';
import { parsePage, type Page } from './page';
import { listTree, type Tree } from './tree';

/** Where the introduction to the notes may stand; it becomes the index page. */
const INTRODUCTION = 'notes/index.md';

/** Where the contents of the notes may stand: GitHub shows it under the list of their files. */
const CONTENTS = 'notes/README.md';

/** The pages of a repository, parsed when first asked for, and the files that they link to. */
export class Library {
  readonly tree: Tree;
  /** The introduction to the notes, if there is one. */
  readonly introduction: Page | undefined;
  /** What stands in the notes and where, if somebody has written that down. It is none of them. */
  readonly contents: Page | undefined;
  /** In order. */
  readonly notes: readonly Page[];
  /** In order. */
  readonly labs: readonly Page[];
  readonly #root: string;
  readonly #pages = new Map<string, Page>();
  readonly #files = new Map<string, string>();

  /** @param root the absolute path of the repository */
  constructor(root: string) {
    this.#root = root;
    this.tree = listTree(root);
    const ifThere = (file: string, isIndex = false): Page | undefined =>
      this.tree.files.has(file) ? this.page(file, isIndex) : undefined;
    const matching = (pattern: RegExp): Page[] =>
      [...this.tree.files]
        .filter((file) => pattern.test(file) && file !== INTRODUCTION && file !== CONTENTS)
        .sort()
        .map((file) => this.page(file));
    this.introduction = ifThere(INTRODUCTION, true);
    this.contents = ifThere(CONTENTS);
    this.notes = matching(/^notes\/[^/]+\.md$/);
    this.labs = matching(/^labs\/[^/]+\/README\.md$/);
  }

  /** All pages so far, the linked ones too. A page that is added meanwhile is visited as well. */
  get pages(): Iterable<Page> {
    return this.#pages.values();
  }

  /** The linked files that are no pages: from the path in the repository to the one in the output. */
  get files(): ReadonlyMap<string, string> {
    return this.#files;
  }

  /** The page of a markdown file of the tree. */
  page(source: string, isIndex = false): Page {
    const known = this.#pages.get(source);
    if (known) return known;
    const output = isIndex ? 'index.html' : source.replace(/\.md$/, '.html');
    const page = parsePage(source, output, this.read(source).toString('utf8'));
    this.#pages.set(source, page);
    return page;
  }

  /** Adds a file of the tree that is no page, and says where it will be: source is shown in HTML. */
  addFile(source: string): string {
    const output = languageOf(source) === undefined ? source : `${source}.html`;
    this.#files.set(source, output);
    return output;
  }

  /** What is in a file of the tree. */
  read(source: string): Buffer {
    return fs.readFileSync(path.join(this.#root, source));
  }
}
