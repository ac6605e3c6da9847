import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { replaceFolder } from '../src/swap';
import { fixture, note, sound } from './fixture';

const program = path.join(__dirname, '..', 'bin', 'workbook-notes.js');

function run(root: string) {
  const env = { ...process.env, WORKBOOK_ROOT: root };
  return spawnSync(process.execPath, [program], { env, encoding: 'utf8' });
}

describe('the index', () => {
  test('lists the notes in order, then the labs with their question', () => {
    const site = fixture(sound);
    const { index, pages } = site.render();
    expect(index).toBe(path.join(site.out, 'index.html'));
    expect(pages).toHaveLength(3);
    const links = site
      .html('index.html')
      .matchAll(/number">(\d*)<.*?href="(.*?)">(.*?)<\/a>(.*?)<\/div>/g);
    expect([...links].map((match) => match.slice(1))).toEqual([
      ['02', 'notes/02-channels.html', 'What is a channel?', ''],
      ['03', 'notes/03-queue-groups.html', 'What is a queue group?', ''],
      ['03', 'labs/03-queue-groups/README.html', 'Queue groups', '<p>Who gets the event?</p>'],
    ]);
  });

  test('begins with notes/index.md, if there is one', () => {
    const site = fixture(note('[start](index.md)'));
    site.write({ 'notes/index.md': '# Read me first\n\n[One](02-channels.md)\n' });
    expect(site.render().problems).toEqual([]);
    const html = site.html('index.html');
    expect(html).toContain('<title>Read me first - ');
    expect(html).toContain('<a href="notes/02-channels.html">One</a>');
    expect(html).toContain('<code>notes/index.md</code>');
    expect(html.match(/number">/g)).toHaveLength(4);
    expect(site.html('notes/05-body.html')).toContain('<a href="../index.html">start</a>');
  });

  test('lists notes/README.md before the notes, without a number: it is none of them', () => {
    const site = fixture(note('[what is where](README.md#channels)'));
    site.write({ 'notes/README.md': '# What is where\n\nBy question.\n\n## Channels\n' });
    expect(site.render().problems).toEqual([]);
    const [, first, second] = site.html('index.html').split('<li>');
    expect(first).toContain('<span class="number"></span>');
    expect(first).toContain('<a href="notes/README.html">What is where</a><p>By question.</p>');
    expect(second).toContain('href="notes/02-channels.html"');
    expect(site.html('notes/05-body.html')).toContain('href="README.html#channels"');
    expect(site.html('notes/02-channels.html')).not.toContain('What is where');
  });

  test('of a repository without notes and labs says so', () => {
    const site = fixture({ 'README.md': '# Nothing\n' });
    expect(site.render().pages).toEqual([]);
    expect(site.html('index.html').match(/None yet/g)).toHaveLength(2);
  });
});

describe('the output', () => {
  test('is the same, byte by byte, for the same files', () => {
    const site = fixture(sound);
    site.render();
    const first = site.rendered();
    site.render();
    expect(site.rendered()).toEqual(first);
    const elsewhere = fixture(sound);
    elsewhere.render();
    expect(elsewhere.rendered()).toEqual(first);
  });

  test('holds nothing of a page that is gone, and nothing lies about beside it', () => {
    const site = fixture(note('Text.'));
    site.render();
    expect(site.rendered()).toHaveProperty(['notes/05-body.html']);
    fs.rmSync(path.join(site.root, 'notes', '05-body.md'));
    site.render();
    expect(site.rendered()).not.toHaveProperty(['notes/05-body.html']);
    expect(fs.readdirSync(path.dirname(site.out))).toEqual(['notes']);
  });

  test('stays as it was when a link is broken', () => {
    const site = fixture(sound);
    site.render();
    const before = site.rendered();
    site.write({ 'notes/02-channels.md': '# Changed\n\n[x](gone.md)\n' });
    expect(site.render().problems).toHaveLength(1);
    expect(site.rendered()).toEqual(before);
  });

  test('stays as it was when it cannot be written', () => {
    const site = fixture(sound);
    site.render();
    const before = site.rendered();
    const impossible = new Map([
      ['a', 'a file'],
      ['a/b', 'a file in a file'],
    ]);
    expect(() => replaceFolder(site.out, impossible)).toThrow();
    expect(site.rendered()).toEqual(before);
    expect(fs.readdirSync(path.dirname(site.out))).toEqual(['notes']);
  });
});

describe('npm run notes', () => {
  test('says where the index is, how many pages there are and how many links it checked', () => {
    const site = fixture(sound);
    const { status, stdout, stderr } = run(site.root);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      pathToFileURL(path.join(site.out, 'index.html')).href,
      '3 pages, 3 links checked.',
      '',
    ]);
  });

  test('lists what is broken and what to type next, and fails', () => {
    const { status, stdout, stderr } = run(fixture(note('[a](x)\n\n```foo\n```')).root);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('notes/05-body.md:3  x\n');
    expect(stderr).toContain('notes/05-body.md:5  ```foo\n');
    expect(stderr).toContain('2 problems: no page was written.\n    npm run notes ');
  });
});
