import config from '../jest.config.js';

/** Every spec, those too that take long (see `testPathIgnorePatterns` there), and property tests with cases that are drawn anew. */
export default {
  ...config,
  rootDir: '..',
  // For `libs/testing/night.ts`.
  globals: { IS_NIGHT: true },
  testPathIgnorePatterns: ['/node_modules/'],
  setupFilesAfterEnv: ['<rootDir>/infra/jest-asserts.mjs'],
};
