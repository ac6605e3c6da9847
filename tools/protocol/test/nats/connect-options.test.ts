import { parseConnect, UNTOLD_OPTIONS } from '../../src';

const NODE_CLIENT =
  '{"lang":"node","version":"1.4.12","verbose":false,"pedantic":false,"protocol":1}';

test('what the Node client says is understood, and what it does not say keeps its default', () => {
  const options = parseConnect(NODE_CLIENT, UNTOLD_OPTIONS);
  const library = { lang: 'node', version: '1.4.12' };
  expect(options).toEqual({ ...UNTOLD_OPTIONS, ...library, verbose: false, pedantic: false });
});

test('a second CONNECT changes only what it names', () => {
  const before = { ...UNTOLD_OPTIONS, verbose: false, echo: false, user: 'ann', pass: 'secret' };
  expect(parseConnect('{"verbose":true,"echo":null}', before)).toEqual({
    ...before,
    verbose: true,
  });
  expect(parseConnect('null', before)).toEqual(before);
});

test.each(['', '{bad', '[]', '1', '"x"', '{"verbose":1}', '{"echo":"no"}', '{"user":1}'])(
  '%p ends the connection without a word to the client',
  (json) => {
    expect(parseConnect(json, UNTOLD_OPTIONS)).toMatchObject({ error: undefined });
  },
);

test('protocols after 1, and no_responders without headers, are refused', () => {
  expect(parseConnect('{"protocol":2}', UNTOLD_OPTIONS)).toMatchObject({
    error: 'invalid client protocol',
  });
  expect(parseConnect('{"no_responders":true,"headers":true}', UNTOLD_OPTIONS)).toMatchObject({
    error: 'no responders requires headers support',
  });
});

test('who a client says it is is read', () => {
  expect(parseConnect('{"user":"ann","pass":"p","auth_token":"t"}', UNTOLD_OPTIONS)).toMatchObject({
    user: 'ann',
    pass: 'p',
    auth_token: 't',
  });
});
