/**
 * Loaded before a process (`NODE_OPTIONS=--import …`): the process beside it that has the indexes of facts open ends itself for as long as
 * there is a file at `INDEX_DIES`, each time it is started again too.
 */
import { existsSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const AGAIN = 10;
const file = process.env.INDEX_DIES ?? '';
const dieIfTold = () => {
  if (existsSync(file)) process.exit(1);
};

if (isMainThread && process.argv[1]?.endsWith('/index.process.js')) {
  dieIfTold();
  setInterval(dieIfTold, AGAIN).unref();
}
