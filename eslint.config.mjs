// @ts-check
import tseslint from 'typescript-eslint';

/** Which rooms of tools/ each room may import: arrows point one way. */
const rooms = {
  clock: [],
  protocol: [],
  broker: ['clock', 'protocol'],
  timeline: [],
  explorer: ['timeline'],
  testkit: ['clock', 'protocol', 'broker', 'timeline'],
  exam: ['testkit'],
  conformance: ['protocol', 'broker', 'testkit', 'exam'],
  bench: ['protocol', 'broker'],
  workbook: ['exam', 'testkit', 'timeline'],
  site: ['testkit'],
};

/**
 * Refuses every workbook package but `allowed`, and every path that climbs out of the package.
 * @param {string} what
 * @param {string[]} allowed
 */
function mayImport(what, allowed) {
  const others = Object.keys(rooms).filter((room) => !allowed.includes(room));
  return {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: others.flatMap((room) => [`@workbook/${room}`, `@workbook/${room}/*`]),
            message: `${what} may import ${allowed.map((room) => `@workbook/${room}`).join(', ') || 'no other room'}: see the rooms in CONTRIBUTING.md.`,
          },
          { group: ['**/tools/**', '../../*/src/**'], message: 'Import the package by its name.' },
        ],
      },
    ],
  };
}

export default tseslint.config(
  { ignores: ['**/node_modules/', '.workbook/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      eqeqeq: 'error',
      // Errors of the streaming client are strings or Error objects: String(error) reads both.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  ...Object.entries(rooms).map(([room, allowed]) => ({
    files: [`tools/${room}/**/*.ts`],
    rules: mayImport(`tools/${room}`, allowed),
  })),
  {
    // What holds the explorer against the broker is no part of it.
    files: ['tools/explorer/test/**/*.ts'],
    rules: mayImport("The explorer's tests", ['timeline', 'clock', 'protocol', 'broker']),
  },
  { files: ['labs/*/test/**/*.ts'], rules: mayImport("A lab's tests", ['testkit']) },
  { files: ['labs/*/src/**/*.ts', 'solutions/**/*.ts'], rules: mayImport('A solution', []) },
  { files: ['solutions/*/predict.ts'], rules: mayImport('An answer', ['testkit']) },
  {
    // A Node that is too old for everything else has to be able to read what tells it so.
    files: [
      'tools/door.cjs',
      'tools/installed.cjs',
      'tools/node-version.cjs',
      'tools/preinstall.cjs',
    ],
    languageOptions: { ecmaVersion: 2018, sourceType: 'commonjs' },
  },
  {
    // Known-wrong solutions are wrong on purpose, and whole only on top of their solution.
    files: ['solutions/*/mistakes/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  // A starter has gaps that the learner fills in.
  { files: ['labs/*/src/**/*.ts'], rules: { '@typescript-eslint/no-unused-vars': 'off' } },
);
