import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { IndexedViews } from '#engine/views/indexed-views.js';
import { ChainedViews } from '#testing/chained-views.js';
import { viewsContract } from '#testing/views.contract.js';
import { DuckDbFacts } from './duckdb-facts.js';

const folder = mkdtempSync(join(tmpdir(), 'tally-index-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

viewsContract('an index in DuckDB that follows a chain', (schema) => {
  const chain = new ChainedViews(schema);
  return new IndexedViews(chain, new DuckDbFacts(join(folder, `${randomUUID()}.duckdb`), schema, chain));
});
