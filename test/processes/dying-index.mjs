/**
 * Loaded before a process (`NODE_OPTIONS=--import …`): its thread that has the indexes of facts open ends itself for as long as there is a
 * file at `INDEX_DIES`, each time it is started again too; never within a statement, which would end the process.
 */
import { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { existsSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const AGAIN = 10;
const file = process.env.INDEX_DIES ?? '';
let statements = 0;
const dieIfTold = () => {
  if (statements === 0 && existsSync(file)) process.exit(1);
};
const count = (object, name) => {
  const run = object[name];
  object[name] = async function (...args) {
    statements++;
    return run.apply(this, args).finally(() => statements--);
  };
};

if (!isMainThread && process.argv[1]?.endsWith('/index.worker.js')) {
  dieIfTold();
  const { prototype } = DuckDBConnection;
  for (const name of ['run', 'runAndReadAll', 'stream', 'createAppender']) count(prototype, name);
  count(DuckDBInstance, 'create');
  count(DuckDBInstance.prototype, 'connect');
  setInterval(dieIfTold, AGAIN).unref();
}
