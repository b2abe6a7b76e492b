import { afterEach, describe, expect, it } from '@jest/globals';
import { Scratch } from './scratch.js';

describe('a scratch database', () => {
  let scratch: Scratch;
  afterEach(() => scratch.close());

  it('gives the first row of a group for any of them, so that a file says the same whenever it is read', async () => {
    scratch = await Scratch.open();
    const { connection } = scratch;
    await connection.run('CREATE TABLE file AS SELECT i AS line, i % 300000 AS customer FROM range(900000) AS rows(i)');
    const others = await connection.runAndReadAll(
      'SELECT count(*) FROM (SELECT customer, any_value(line) AS any_line FROM file GROUP BY customer) WHERE any_line <> customer',
    );
    expect(others.getRows()).toEqual([[0n]]);
  });

  it('gives no part of what is broken off for all of it', async () => {
    scratch = await Scratch.open();
    const stop = new AbortController();
    const rows = scratch.until(stop.signal, async () => {
      const result = await scratch.connection.stream('SELECT * FROM range(1000000000)');
      stop.abort(new Error('interrupted'));
      let count = 0;
      for (
        let chunk = await result.fetchChunk();
        chunk !== null && chunk.rowCount > 0;
        chunk = await result.fetchChunk()
      )
        count += chunk.rowCount;
      return count;
    });
    await expect(rows).rejects.toThrow('interrupted');
  });
});
