/** How a call of the ledger fails. */
interface Way {
  readonly of: 'charge' | 'has';
  readonly words: string;
  readonly fail: () => Promise<never>;
}

/** By order: what its ledger does. The numbers stand nowhere else, so that they are found in what is said. */
export const ways: Readonly<Record<string, Way>> = {
  '88301': {
    of: 'charge',
    words: 'ledger.charge() rejected with an Error',
    fail: () => reject(new Error('the bank does not answer')),
  },
  '88302': {
    of: 'charge',
    words: 'ledger.charge() rejected with a string',
    fail: () => reject('the bank does not answer'),
  },
  '88303': {
    of: 'charge',
    words: 'ledger.charge() rejected with undefined',
    fail: () => reject(undefined),
  },
  '88304': {
    of: 'has',
    words: 'ledger.has() rejected with an Error',
    fail: () => reject(new Error('the database does not answer')),
  },
  '88305': {
    of: 'charge',
    words: 'ledger.charge() threw an Error at once',
    fail: () => {
      throw new TypeError('Invalid URL');
    },
  },
  '88306': {
    of: 'has',
    words: 'ledger.has() threw an Error at once',
    fail: () => {
      throw new TypeError('Invalid URL');
    },
  },
  // An error may be what no line of JSON can hold, and what has no properties to ask for.
  '88307': {
    of: 'charge',
    words: 'ledger.charge() rejected with an Error that refers to itself',
    fail: () => reject(refersToItself()),
  },
  '88308': {
    of: 'has',
    words: 'ledger.has() rejected with an Error that holds a bigint',
    fail: () => reject(Object.assign(new Error('deadlock'), { transaction: 5n })),
  },
  '88309': {
    of: 'charge',
    words: 'ledger.charge() rejected with null',
    fail: () => reject(null),
  },
};

/** As the errors of HTTP clients do. */
function refersToItself(): Error {
  const error = new Error('the bank answered with 503');
  return Object.assign(error, { response: { status: 503, cause: error } });
}

function reject(reason: unknown): Promise<never> {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as libraries do
  return Promise.reject(reason);
}
