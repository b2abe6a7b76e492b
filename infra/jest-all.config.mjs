import config from '../jest.config.js';

/** Every spec, those too that take long: see `testPathIgnorePatterns` there. */
export default { ...config, rootDir: '..', testPathIgnorePatterns: ['/node_modules/'] };
