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

  it('keeps what is in it, its zone and its locks when it is only read from then on, with little memory', async () => {
    scratch = await Scratch.open();
    await scratch.connection.run(
      "CREATE TABLE file AS SELECT i AS line, 'cell ' || i AS cell FROM range(500000) AS rows(i)",
    );
    await scratch.lock('Asia/Tokyo');
    const before = await bytesHeld(scratch);
    await scratch.keepToRead();
    expect(await bytesHeld(scratch)).toBeLessThan(before / 4);
    const { connection } = scratch;
    const read = await connection.runAndReadAll(
      "SELECT count(*), sum(line), max(cell), money('$1.50')::VARCHAR, current_setting('TimeZone'), current_setting('memory_limit') FROM file",
    );
    expect(read.getRows()).toEqual([[500_000n, 124_999_750_000n, 'cell 99999', '1.500000', 'Asia/Tokyo', '64.0 MiB']]);
    for (const broken of ["SET memory_limit = '1GB'", "SELECT * FROM read_csv('/etc/passwd')", 'DELETE FROM file'])
      await expect(connection.run(broken)).rejects.toThrow();
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

async function bytesHeld({ connection }: Scratch): Promise<number> {
  const held = await connection.runAndReadAll('SELECT sum(memory_usage_bytes)::DOUBLE FROM duckdb_memory()');
  return Number(held.getRows()[0]?.[0]);
}
