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

test.each([
  ['[]', 'array into Go value of type server.ClientOpts'],
  ['1', 'number into Go value of type server.ClientOpts'],
  ['"x"', 'string into Go value of type server.ClientOpts'],
  ['{"verbose":1}', 'number into Go struct field ClientOpts.verbose of type bool'],
  ['{"echo":"no"}', 'string into Go struct field ClientOpts.echo of type bool'],
  ['{"user":1}', 'number into Go struct field ClientOpts.user of type string'],
  ['{"nkey":{}}', 'object into Go struct field ClientOpts.nkey of type string'],
  ['{"protocol":1.5}', 'number 1.5 into Go struct field ClientOpts.protocol of type int'],
])('%s ends the connection without a word to the client', (json, log) => {
  expect(parseConnect(json, UNTOLD_OPTIONS)).toEqual({
    error: undefined,
    log: `json: cannot unmarshal ${log}`,
  });
});

test.each(['', '{bad', '{"user":"ann","pass":"secret"', '{"pass":"secret",}', '{"pass":secret}'])(
  '%p is no JSON, and no word of it is logged',
  (json) => {
    const log = 'processConnect Parse Error: the options are no JSON';
    expect(parseConnect(json, UNTOLD_OPTIONS)).toEqual({ error: undefined, log });
  },
);

test('what is not known breaks nothing, and keys are read in any case', () => {
  const json = '{"Verbose":false,"tls":{"a":[1]},"sig":"","jwt":"x","later":null}';
  expect(parseConnect(json, UNTOLD_OPTIONS)).toEqual({ ...UNTOLD_OPTIONS, verbose: false });
});

test.each([
  ['{"protocol":2}', 'invalid client protocol'],
  ['{"no_responders":true}', 'no responders requires headers support'],
  ['{"account":"a"}', 'Authorization Violation'],
  ['{"new_account":true}', 'Authorization Violation'],
])('%s is refused', (json, error) => {
  expect(parseConnect(json, UNTOLD_OPTIONS)).toMatchObject({ error });
});

test('no_responders goes with headers, now or from a CONNECT before', () => {
  const both = parseConnect('{"no_responders":true,"headers":true}', UNTOLD_OPTIONS);
  expect(both).toMatchObject({ headers: true, no_responders: true });
  const withHeaders = { ...UNTOLD_OPTIONS, headers: true };
  expect(parseConnect('{"no_responders":true}', withHeaders)).toEqual(both);
});

test('who a client says it is is read', () => {
  expect(parseConnect('{"user":"ann","pass":"p","auth_token":"t"}', UNTOLD_OPTIONS)).toMatchObject({
    user: 'ann',
    pass: 'p',
    auth_token: 't',
  });
});
