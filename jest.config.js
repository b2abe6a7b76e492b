// The processes that suites start, hundreds of them, compile what they load once.
process.env.NODE_COMPILE_CACHE ??= `${import.meta.dirname}/.cache/compile`;

/**
 * One configuration for every spec. Cross-library imports (`#kernel/x.js`) go through package.json "imports" under the condition
 * "source", so Jest runs the sources and never dist; relative `./x.js` has no file of that name next to it and is tried as `./x.ts`.
 */
export default {
  testEnvironment: '<rootDir>/infra/jest-environment.mjs',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  testMatch: ['<rootDir>/(libs|apps|test)/**/*.spec.ts'],
  // What takes minutes, such as outages that have to last, is left to `npm run test:all`: CI has to guard every change in half an hour.
  testPathIgnorePatterns: ['/node_modules/', '\\.long\\.spec\\.ts$'],
  modulePathIgnorePatterns: ['<rootDir>/(dist|data|\\.cache)/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, verbatimModuleSyntax: true },
          keepClassNames: true,
        },
      },
    ],
  },
  setupFiles: ['reflect-metadata'],
  setupFilesAfterEnv: ['<rootDir>/infra/jest-asserts.mjs', '<rootDir>/infra/jest-same-draws.mjs'],
  cacheDirectory: '<rootDir>/.cache/jest',
  testTimeout: 300_000,
  maxWorkers: 2,
  // What a suite loaded as ES modules is never given back by its process, some 25 MB each: 150 suites fill the heap, and long before that
  // most of the time goes into collecting it.
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', '<rootDir>/infra/jest-counts.mjs'],
};
