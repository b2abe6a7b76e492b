export { tallybook, type Client, type ClientOptions, type Facts } from './client.js';
export type { Refusal, Settled } from './bulk.js';
export type { LiveOptions } from './live.js';
export { isAwayOrFailed, type Persistence } from './persistence.js';
export { NoTallybook, ProblemError, Unreachable, type FieldError } from './problem.js';
export type { CallOptions } from './route.js';
export type { FileForm, TableFile } from './table-file.js';
export type { Files } from './generated/files.js';
export type * from './generated/index.js';
