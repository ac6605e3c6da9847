import { fixture, note } from './fixture';

/** The anchors of a page with these headings, in their order. */
function anchorsOf(...headings: string[]): string[] {
  const site = fixture(note(headings.map((heading) => `## ${heading}`).join('\n\n')));
  expect(site.render().problems).toEqual([]);
  const ids = site.html('notes/05-body.html').matchAll(/<h2 id="([^"]*)">/g);
  return [...ids].map(([, id]) => id!);
}

// Expected values as GitHub gives them to the same headings.
test.each([
  ['One service, many copies', 'one-service-many-copies'],
  ['Step 1: two copies', 'step-1-two-copies'],
  ['`maxInFlight` and **ackWait**', 'maxinflight-and-ackwait'],
  ['What is `order:updated`?', 'what-is-orderupdated'],
  ['A & B - C', 'a--b---c'],
  ['snake_case stays', 'snake_case-stays'],
  ['Größe 10 €', 'größe-10-'],
])('the heading "%s" has the anchor #%s', (heading, anchor) => {
  expect(anchorsOf(heading)).toEqual([anchor]);
});

test('headings of the same name are told apart by numbers', () => {
  expect(anchorsOf('Traps', 'Traps', 'Traps')).toEqual(['traps', 'traps-1', 'traps-2']);
});

test('a number that another heading has already taken is passed over', () => {
  expect(anchorsOf('Traps', 'Traps 1', 'Traps')).toEqual(['traps', 'traps-1', 'traps-2']);
});

test('an anchor may be written with its letters escaped', () => {
  const site = fixture(note('[a](#größe) [b](#gr%C3%B6%C3%9Fe)\n\n## Größe'));
  expect(site.render().problems).toEqual([]);
});

test('the title can be linked to, and every heading links to itself', () => {
  const site = fixture(note('[top](#body)\n\n## Two'));
  expect(site.render().problems).toEqual([]);
  expect(site.html('notes/05-body.html')).toContain(
    '<h2 id="two"><a class="heading" href="#two">Two</a></h2>',
  );
});
