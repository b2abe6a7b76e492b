import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cellsOf } from '#kernel/ports/cell-columns.js';
import { Dictionary } from './dictionary.js';
import { readColumns } from './read-columns.js';

/** DuckDB hands its rows over in parts of as many. */
const PART = 2_048;
const ROWS = 10 * PART;
const sql = `SELECT 0::INTEGER, 's' || range::VARCHAR, range::HUGEINT FROM range(${String(ROWS)})`;
const read = { group: ['record'], measures: ['orders'], dictionary: new Dictionary() };

describe('the rows of a statement', () => {
  let instance: DuckDBInstance;
  beforeAll(async () => {
    instance = await DuckDBInstance.create(':memory:');
  });
  afterAll(() => instance.closeSync());

  it('are read with a step before each part', async () => {
    const connection = await instance.connect();
    let steps = 0;
    const columns = await readColumns(connection, { sql, values: [] }, read, () => steps++);
    expect(cellsOf(columns)[5]).toEqual({ window: 0, group: ['s5'], sums: [5n] });
    expect(columns.count).toBe(ROWS);
    expect(steps).toBeGreaterThanOrEqual(ROWS / PART);
    connection.closeSync();
  });

  it('are read no further once nobody waits for them', async () => {
    const connection = await instance.connect();
    const gone = new Error('nobody waits for the answer any more');
    let steps = 0;
    const leaves = (): void => {
      if (++steps === 3) throw gone;
    };
    await expect(readColumns(connection, { sql, values: [] }, read, leaves)).rejects.toBe(gone);
    expect(steps).toBe(3);
    connection.closeSync();
  });
});
