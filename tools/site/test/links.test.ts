import { describe as inWords } from '../src';
import { fixture, note, sound } from './fixture';

/** What is said about a note that holds `body` from its third line on. */
function saidAbout(body: string, more: Record<string, string> = {}): string[] {
  return fixture({ ...note(body), ...more })
    .render()
    .problems.map(inWords);
}

describe('a link that is right', () => {
  test('leads to the page of a markdown file, and keeps its anchor', () => {
    const site = fixture(sound);
    expect(site.render().problems).toEqual([]);
    expect(site.html('notes/02-channels.html')).toContain(
      '<a href="03-queue-groups.html#one-service-many-copies">groups</a>',
    );
    expect(site.html('notes/03-queue-groups.html')).toContain(
      '<a href="../labs/03-queue-groups/README.html#steps">Lab</a>',
    );
    expect(site.html('labs/03-queue-groups/README.html')).toContain(
      '<a href="../../notes/03-queue-groups.html">Why</a>',
    );
  });

  test('may stay on its page, and may point to its own file', () => {
    const site = fixture(note('[here](#below) [itself](05-body.md)\n\n## Below'));
    expect(site.render().problems).toEqual([]);
    expect(site.html('notes/05-body.html')).toContain(
      '<a href="#below">here</a> <a href="05-body.html">itself</a>',
    );
  });

  test('makes a page of every other markdown file, whose links are checked as well', () => {
    const site = fixture({
      ...note('[solution](../solutions/03/README.md)'),
      'solutions/03/README.md': '# Why\n\n[the guide](../../GUIDE.md#two)\n',
      'GUIDE.md': '# Guide\n\n[nowhere](gone.md)\n\n## One\n',
    });
    expect(site.render().problems).toMatchObject([
      { file: 'GUIDE.md', line: 3, target: 'gone.md' },
      { file: 'solutions/03/README.md', line: 3, target: '../../GUIDE.md#two' },
    ]);
    site.write({ 'GUIDE.md': '# Guide\n\n## Two\n' });
    expect(site.render().problems).toEqual([]);
    expect(site.html('solutions/03/README.html')).toContain('href="../../GUIDE.html#two"');
    expect(site.html('GUIDE.html')).toContain('<h2 id="two">');
  });

  test('shows a source file as a page and copies any other file', () => {
    const site = fixture({
      ...note('[code](../labs/03-queue-groups/src/a.ts) ![picture](a%20b.svg)'),
      'labs/03-queue-groups/src/a.ts': 'const a = 1 < 2;\n',
      'notes/a b.svg': '<svg/>',
    });
    expect(site.render().problems).toEqual([]);
    const page = site.html('notes/05-body.html');
    expect(page).toContain('href="../labs/03-queue-groups/src/a.ts.html"');
    expect(page).toContain('<img src="a%20b.svg" alt="picture">');
    expect(site.html('notes/a b.svg')).toBe('<svg/>');
    const source = site.html('labs/03-queue-groups/src/a.ts.html');
    expect(source).toContain('<title>labs/03-queue-groups/src/a.ts - NATS Streaming workbook');
    expect(source).toContain('&lt; <span class="hljs-number">2</span>');
  });

  test('may lead into the web by https, and is left as it is', () => {
    const site = fixture(note('[docs](https://docs.nats.io/a?b=1&c=2#d)'));
    expect(site.render().problems).toEqual([]);
    expect(site.html('notes/05-body.html')).toContain(
      'href="https://docs.nats.io/a?b=1&amp;c=2#d"',
    );
  });

  test('is counted, as an image is; a heading is none', () => {
    const site = fixture({ ...note('## Two\n\n[a](#two) ![b](b.png)'), 'notes/b.png': '' });
    expect(site.render().links).toBe(3 + 2);
  });
});

describe('a link that is broken', () => {
  test('to a file that is missing: the nearest file is offered, as it would stand there', () => {
    expect(saidAbout('[x](../labs/03-queue-group/README.md#steps)')).toEqual([
      'notes/05-body.md:3  ../labs/03-queue-group/README.md#steps\n' +
        '    There is no file labs/03-queue-group/README.md. Did you mean ../labs/03-queue-groups/README.md#steps?',
    ]);
  });

  test('to a file that resembles none: nothing is guessed', () => {
    expect(saidAbout('[x](zzz)')).toEqual([
      'notes/05-body.md:3  zzz\n    There is no file notes/zzz.',
    ]);
  });

  test('to an anchor that is missing: the nearest anchor of that page is offered', () => {
    expect(saidAbout('[x](03-queue-groups.md#one-service-many-copy)')).toEqual([
      'notes/05-body.md:3  03-queue-groups.md#one-service-many-copy\n' +
        '    notes/03-queue-groups.md has no heading with this anchor. Did you mean 03-queue-groups.md#one-service-many-copies?',
    ]);
  });

  test('to an anchor of its own page', () => {
    expect(saidAbout('[x](#bellow)\n\n## Below')).toEqual([
      'notes/05-body.md:3  #bellow\n' +
        '    notes/05-body.md has no heading with this anchor. Did you mean #below?',
    ]);
  });

  test('in the wrong case, which some machines forgive', () => {
    expect(saidAbout('[x](03-Queue-Groups.md)')).toEqual([
      'notes/05-body.md:3  03-Queue-Groups.md\n' +
        '    There is no file notes/03-Queue-Groups.md. Did you mean 03-queue-groups.md?',
    ]);
  });

  test('to a file that git does not keep', () => {
    expect(saidAbout('[x](../.runs/step-1.svg)', { '.runs/step-1.svg': '<svg/>' })).toEqual([
      'notes/05-body.md:3  ../.runs/step-1.svg\n    There is no file .runs/step-1.svg.',
    ]);
  });

  test.each([
    ['../labs/03-queue-groups/', 'It is a folder', '../labs/03-queue-groups/README.md'],
    ['..', 'It is a folder', undefined],
    ['../..', 'outside of the repository', undefined],
    ['/notes/02-channels.md', 'not with a slash', undefined],
    ['//example.org/a', 'not with a slash', undefined],
    ['http://example.org/a', 'must be https', 'https://example.org/a'],
    ['javascript:alert(1)', 'https or a path', undefined],
    ['mailto:a@example.org', 'https or a path', undefined],
    ['../labs/a.ts#L3', 'Only pages have anchors', undefined],
    ['02-channels.md#', 'no heading with this anchor', undefined],
    ['<>', 'leads nowhere', undefined],
  ])('%s: %s', (target, message, meant) => {
    const { problems } = fixture({ ...note(`[x](${target})`), 'labs/a.ts': '' }).render();
    expect(problems).toMatchObject([
      {
        file: 'notes/05-body.md',
        line: 3,
        target: target === '<>' ? '' : target,
        message: expect.stringContaining(message) as string,
      },
    ]);
    expect(problems[0]?.meant).toBe(meant);
  });

  test('is found in lists, tables, quotes and images, each on its own line', () => {
    const body = [
      'Text [a](a.none)', // line 3
      'goes on [b](b.none)',
      '',
      '| x | y |',
      '| - | - |',
      '| 1 | [c](c.none) |',
      '| 2 | [d](d.none) |',
      '',
      '> - quoted',
      '>   ![e](e.none)',
    ].join('\n');
    const { problems } = fixture(note(body)).render();
    expect(problems.map(({ line, target }) => [line, target])).toEqual([
      [3, 'a.none'],
      [4, 'b.none'],
      [8, 'c.none'],
      [9, 'd.none'],
      [12, 'e.none'],
    ]);
  });

  test('is no link in code', () => {
    expect(saidAbout('`[a](a.none)`\n\n```text\n[b](b.none)\n```')).toEqual([]);
  });

  test('one of many: all are listed, by file and line', () => {
    const site = fixture({ ...note('[x](b.none)\n\n[x](a.none)') });
    site.write({ 'labs/03-queue-groups/README.md': '# 03 Queue groups\n\n[x](c.none)\n' });
    expect(site.render().problems.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'labs/03-queue-groups/README.md:3',
      'notes/03-queue-groups.md:5',
      'notes/05-body.md:3',
      'notes/05-body.md:5',
    ]);
  });
});
