import { describe as inWords } from '../src';
import { fixture, note, sound } from './fixture';

/** The page of a note that holds `body`. */
function htmlOf(body: string): string {
  const site = fixture(note(body));
  expect(site.render().problems).toEqual([]);
  return site.html('notes/05-body.html');
}

test('a page says its language and its title, and offers to skip to the text', () => {
  const html = htmlOf('Text.');
  expect(html).toContain('<html lang="en">');
  expect(html).toContain('<title>Body - NATS Streaming workbook</title>');
  expect(html).toContain('<a class="skip" href="#content">');
  expect(html).toContain('<main id="content" tabindex="-1">');
});

test('no page runs a script or brings its own style: there is one stylesheet, beside the pages', () => {
  const site = fixture(note('```ts\nconst a = 1;\n```'));
  site.render();
  const { 'style.css': css, ...pages } = site.rendered();
  expect(css).toContain('prefers-color-scheme: dark');
  expect(Object.keys(pages)).toHaveLength(5);
  for (const [name, html] of Object.entries(pages)) {
    expect(html).not.toMatch(/<script|<style|style="/);
    const up = '../'.repeat(name.split('/').length - 1);
    expect(html).toContain(`<link rel="stylesheet" href="${up}style.css">`);
  }
});

test('notes lead to the one before and the one after', () => {
  const site = fixture(note('Text.'));
  site.render();
  const middle = site.html('notes/03-queue-groups.html');
  expect(middle).toMatch(/rel="prev" href="02-channels.html">.*What is a channel\?</);
  expect(middle).toMatch(/rel="next" href="05-body.html">.*Body</);
  expect(site.html('notes/02-channels.html')).not.toContain('rel="prev"');
  expect(site.html('notes/05-body.html')).not.toContain('rel="next"');
});

test('a page leads back to the file that it was made from', () => {
  const site = fixture(sound);
  site.render();
  expect(site.html('labs/03-queue-groups/README.html')).toContain(
    '<a href="../../../../labs/03-queue-groups/README.md"><code>labs/03-queue-groups/README.md</code></a>',
  );
});

test('a page with three headings or more lists them, as deep as steps', () => {
  expect(htmlOf('## One\n\n## Two')).not.toContain('On this page');
  const html = htmlOf('## One\n\n## Two\n\n### Step `<1>`\n\n#### Deep');
  expect(html).toContain('<li class="level-3"><a href="#step-1">Step &lt;1&gt;</a></li>');
  expect(html).not.toContain('level-4');
});

test('code is coloured when the page is made', () => {
  const html = htmlOf('```ts\nconst a = 1;\n```\n\n```console\n$ npm start  # go\nready\n```');
  expect(html).toContain('<span class="hljs-keyword">const</span>');
  expect(html).toContain('<span class="hljs-comment"># go</span>');
});

test.each(['ts', 'js', 'json', 'sh', 'console', 'yaml', 'text', ''])(
  'a block of "%s" is escaped and can be scrolled by keyboard',
  (language) => {
    const html = htmlOf('```' + language + '\na < b &\n```');
    expect(html).toMatch(/<pre tabindex="0" role="group" aria-label="\w[\w ]*"><code>/);
    expect(html).toMatch(/a[^<]*(<[^>]*>)?&lt;/);
    expect(html).toContain('&amp;');
  },
);

test('a diagram stays as it is drawn', () => {
  const diagram = '  a        b\n  |-- #1 ->|\n\n  |        |';
  expect(htmlOf('```text\n' + diagram + '\n```')).toContain(diagram.replaceAll('>', '&gt;'));
});

test('a language that nobody colours is an error with the known ones', () => {
  const { problems } = fixture(note('Text.\n\n```typescript\n1;\n```')).render();
  expect(problems.map(inWords)).toEqual([
    'notes/05-body.md:5  ```typescript\n' +
      '    No such language here. There are: ts, js, json, sh, console, yaml, text.',
  ]);
});

test('a program whose fence is misspelt is an error: nobody would run it', () => {
  const { problems } = fixture(note('Text.\n\n```ts rnu\n1;\n```\n\n```ts run\n1;\n```')).render();
  expect(problems.map(inWords)).toEqual([
    'notes/05-body.md:5  ```ts rnu\n    Behind a language stands nothing, but for ```ts run.',
  ]);
});

test('HTML is an error: what is meant to be read stands between backticks', () => {
  const { problems } = fixture(
    note('Forward <pod>.\n\n<script>alert(1)</script>\n\n`<pod>`'),
  ).render();
  expect(problems.map(({ line, target }) => [line, target])).toEqual([
    [3, '<pod>'],
    [5, '<script>alert(1)</script>'],
  ]);
});

test('text, titles and targets are escaped', () => {
  const site = fixture({
    'notes/01-a.md':
      '# Is `<b>` & "c" < d?\n\n1 < 2 & 3, `<script>`\n\n[x](https://a.example/"&<)\n',
  });
  expect(site.render().problems).toEqual([]);
  const html = site.html('notes/01-a.html');
  expect(html).toContain('<title>Is &lt;b&gt; &amp; &quot;c&quot; &lt; d? - NATS');
  expect(html).toContain('<p>1 &lt; 2 &amp; 3, <code>&lt;script&gt;</code></p>');
  expect(html).toContain('href="https://a.example/&quot;&amp;&lt;"');
  expect(site.html('index.html')).toContain('Is &lt;b&gt; &amp; &quot;c&quot; &lt; d?</a>');
});

test('a page without a title is an error', () => {
  const { problems } = fixture({ ...sound, 'notes/05-body.md': '## Body\n' }).render();
  expect(problems).toMatchObject([{ file: 'notes/05-body.md', line: 1, target: '## Body' }]);
});
