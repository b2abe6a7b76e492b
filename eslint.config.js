import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import jest from 'eslint-plugin-jest';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'coverage/', '.cache/']),
  eslint.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Nest modules are empty classes under a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `for (;;)` and `while (true)` are how a worker's loop reads best.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An adapter without anything to wait for still answers through a port of promises.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      // Nest and Fastify declare the shape of their options as classes that nobody is meant to construct.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    // Lists that are generated, some lines for each type and each operation there is: nobody reads them from end to end.
    files: ['libs/client/generated/types.ts', 'libs/client/generated/operations/*.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts', 'libs/testing/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `expect(spy.method)` and `expect.anything()` are not what these rules are after.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    // What others build elsewhere: the types it is written against are in a package that is not there before it is packed.
    files: ['test/examples/**', 'infra/plugins/browsing/**'],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    // A test that cannot fail is none.
    files: ['**/*.spec.ts', '**/*.contract.ts'],
    extends: [jest.configs['flat/recommended']],
    rules: {
      // That a test asserts anything is seen when it runs, see infra/jest-asserts.mjs; helpers that assert have any name.
      'jest/expect-expect': 'off',
      // A promise that is awaited later is fine; one that nobody awaits is found by no-floating-promises.
      'jest/valid-expect': 'off',
      'jest/no-standalone-expect': [
        'error',
        { additionalTestBlockFunctions: ['beforeAll', 'beforeEach', 'law', 'atNight'] },
      ],
      'jest/no-disabled-tests': 'error',
      'jest/valid-title': ['error', { ignoreTypeOfTestName: true }],
      // A contract is a suite that others run.
      'jest/no-export': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':matches(CallExpression[callee.name="it"], CallExpression[callee.callee.object.name="it"]) > ArrowFunctionExpression > BlockStatement > IfStatement :matches(ReturnStatement)',
          message: 'A test that returns early counts as passed: skip it where it is registered, saying why.',
        },
      ],
    },
  },
  {
    files: ['apps/cli/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        {
          name: 'fetch',
          message: 'The command line asks servers by libs/client, which says what is wrong in one way.',
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['console', 'process', 'fetch', 'setTimeout', 'setInterval', 'Buffer', 'module'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
  prettier,
);
