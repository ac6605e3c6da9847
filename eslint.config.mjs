// @ts-check
import tseslint from 'typescript-eslint';

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
      // A schema of mongoose is a literal, and its types call the options of a field a class.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
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
    rules: { eqeqeq: 'off', '@typescript-eslint/no-unused-expressions': 'off' },
    languageOptions: { parserOptions: { projectService: false } },
  },
  // A starter has gaps that the learner fills in.
  {
    files: ['labs/*/src/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
);
