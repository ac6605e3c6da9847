import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..', '..', '..');
const DOCUMENT = 'tools/broker/BEHAVIOUR.md';

/** A mention may go on in the next line of a comment. */
const GAP = String.raw`[\s*/]+`;
const NUMBER = String.raw`\d+(?:\.\d+)*`;
const NAME = `behaviour${GAP}document`;
/** "section 8, T3", "Section 3.9", "sections 3.2 to 3.4", and whose sections they are, if it is said. */
const MENTION = new RegExp(
  `(?<before>${NAME},?${GAP})?` +
    `\\bsection(?:s${GAP}(?<list>${NUMBER}(?:(?:,|,?${GAP}(?:and|to))${GAP}${NUMBER})*)` +
    `|${GAP}(?<one>${NUMBER}(?:,${GAP}T\\d+)?))` +
    `(?<of>${GAP}of${GAP}(?:the${GAP}(?<after>${NAME}))?)?`,
  'gi',
);

interface Mention {
  readonly file: string;
  readonly line: number;
  /** What has to be there: `3.6`, `T12`. */
  readonly numbers: readonly string[];
}

/**
 * In the rooms of tools/ a section is one of the behaviour document, unless it is said to be "of" something
 * else; elsewhere it is only if that document is named.
 */
function mentionsIn(file: string, text: string): Mention[] {
  return [...text.matchAll(MENTION)].flatMap(({ index, groups = {} }) => {
    const { before, after, of, list, one } = groups;
    const isNamed = before !== undefined || after !== undefined;
    if (!isNamed && (of !== undefined || !file.startsWith('tools/'))) return [];
    const line = text.slice(0, index).split('\n').length;
    return [{ file, line, numbers: (list ?? one ?? '').match(/T?[\d.]*\d/g) ?? [] }];
  });
}

/** A sentence for each number that the behaviour document does not have. */
function missing(mentions: readonly Mention[]): string[] {
  return mentions.flatMap(({ file, line, numbers }) =>
    numbers
      .filter((number) => !known.has(number))
      .map((number) => `${file}:${line}  ${number} is no section of ${DOCUMENT}`),
  );
}

function read(file: string): string {
  return fs.readFileSync(path.join(ROOT, file), 'utf8');
}

function filesIn(folder: string, names: RegExp): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isFile()) return names.test(name) ? [name] : [];
    return entry.isDirectory() && entry.name !== 'node_modules' ? filesIn(name, names) : [];
  });
}

/** The numbers of its headings, and those of its traps. */
const known: ReadonlySet<string> = new Set(
  [...read(DOCUMENT).matchAll(/^(?:##+ (\d+(?:\.\d+)?)\.? |- \*\*(T\d+)\*\* )/gm)].map(
    ([, section, trap]) => section ?? trap!,
  ),
);

test('every section that is mentioned is there', () => {
  const files = [
    DOCUMENT,
    ...filesIn('tools', /\.ts$/),
    ...['labs', 'solutions', 'notes'].flatMap((folder) => filesIn(folder, /\.(ts|md)$/)),
  ];
  const mentions = files.flatMap((file) => mentionsIn(file, read(file)));
  expect(missing(mentions)).toEqual([]);
  expect(mentions.length).toBeGreaterThan(130);
});

// The word stands apart here, or this file would mention what is not there.
const [ONE, MANY] = ['section', 'Sections'];

test.each([
  ['tools/a.ts', `\n// (${ONE} 3.99).`, ['tools/a.ts:2  3.99']],
  [
    'tools/a.ts',
    `${MANY} 3.6, 77 and\n * 78: ${ONE} 3.8`,
    ['tools/a.ts:1  77', 'tools/a.ts:1  78'],
  ],
  ['tools/a.ts', `${MANY} 3.2 to 3.44`, ['tools/a.ts:1  3.44']],
  ['tools/a.ts', `${ONE} 8, T12; ${ONE} 8, T40`, ['tools/a.ts:1  T40']],
  ['tools/a.ts', `${ONE} 99 of the behaviour\n// document`, ['tools/a.ts:1  99']],
  ['tools/a.ts', `${ONE} 99 of RFC 3629`, []],
  ['notes/a.md', `${ONE} 99`, []],
  ['notes/a.md', `behaviour document, ${ONE} 99`, ['notes/a.md:1  99']],
])('in %s: %j', (file, text, wanted) => {
  expect(missing(mentionsIn(file, text))).toEqual(
    wanted.map((what) => `${what} is no section of ${DOCUMENT}`),
  );
});
