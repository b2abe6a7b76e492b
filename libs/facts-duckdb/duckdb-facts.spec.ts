import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { ChainedViews, IndexedViews } from '#testing/indexed-views.js';
import { viewsContract } from '#testing/views.contract.js';
import { DuckDbFacts } from './duckdb-facts.js';
import { removeIndexFile } from './index-file.js';

const folder = mkdtempSync(join(tmpdir(), 'tally-index-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

viewsContract('an index in DuckDB that follows a chain', (schema) => {
  const file = join(folder, `${randomUUID()}.duckdb`);

  return new IndexedViews(
    new ChainedViews(schema),
    (chain) => Promise.resolve(new DuckDbFacts(file, schema, chain)),
    () => removeIndexFile(file),
  );
});
