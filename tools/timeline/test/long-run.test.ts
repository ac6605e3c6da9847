import type { Happened, Run } from '@workbook/history';
import { lanes, story, svg } from '../src';

/** `count` messages that a listener acknowledges, each 10 ms after the one before. */
function smooth(count: number): Happened[] {
  return Array.from({ length: count }, (_, index) => {
    const passage = {
      client: 'a',
      channel: 'c',
      sequence: index + 1,
      subscription: 1,
      at: index * 10,
    };
    return [
      { kind: 'published', client: 'p', channel: 'c', sequence: index + 1, at: index * 10 },
      { kind: 'delivered', ...passage },
      { kind: 'acknowledged', ...passage },
    ] as const;
  }).flat();
}

const started: Happened = {
  kind: 'subscribed',
  client: 'a',
  channel: 'c',
  subscription: 1,
  durableName: '',
  at: 0,
};
const long: Run = { happened: [started, ...smooth(50)] };
const picture = { title: 'long', description: 'fifty messages' };

test('a long run is folded, and says what was left out', () => {
  const text = lanes(long);
  expect(text).toContain('#1');
  expect(text).not.toContain('#25 ');
  expect(text).toMatch(/4\d messages/);
  expect(text.split('\n').length).toBeLessThan(40);
  expect(svg(long, picture)).toMatch(/4\d messages/);
});

test('around one event, the rows near it are shown, and it is marked', () => {
  const here = long.happened.findIndex((event) => 'sequence' in event && event.sequence === 25);
  const text = lanes(long, { around: here });
  expect(text).toContain('#25');
  expect(text).toContain('here');
  expect(text).not.toContain('#40');
});

test('the story of a long run names ranges', () => {
  expect(story(long)).toBe('50 messages were published to c. a acknowledged #1 to #50.');
});

test('what was never acknowledged is said at the end', () => {
  const happened = [started, ...smooth(2).slice(0, -1)];
  expect(story({ happened })).toBe(
    '2 messages were published to c. a acknowledged #1. a never acknowledged #2.',
  );
});

test('a lane is called what the run calls it, and markup in a name stays text', () => {
  const named: Run = { ...long, names: { a: '<b>&"' } };
  expect(lanes(named)).toContain('<b>&"');
  expect(svg(named, picture)).toContain('&lt;b&gt;&amp;&quot;');
});

test('a picture says to a screen reader what it is', () => {
  const drawn = svg(long, picture);
  expect(drawn).toMatch(/^<svg [^>]*role="img"/);
  expect(drawn).toContain('<title>long</title>');
  expect(drawn).toContain('<desc>fifty messages</desc>');
});

test('without box drawing there is only ASCII', () => {
  expect(lanes(long, { ascii: true })).toMatch(/^[\n\x20-\x7e]*$/);
});

test('colours take no room', () => {
  expect(lanes(long, { color: true }).replace(/\x1b\[[\d;]*m/g, '')).toBe(lanes(long));
});

test('a run in which nothing happened is an empty picture', () => {
  expect(lanes({ happened: [] })).toBe('');
  expect(story({ happened: [] })).toBe('');
});
