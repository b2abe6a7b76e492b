import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Problem } from '#kernel/problem.js';
import { SqlDesk } from '#platform/fact-sql/sql-desk.js';
import type { IndexedVersion } from '#platform/fact-index/index-messages.js';
import { SQL_TABLES, VIEW_SCHEMA } from '#subjects/tables.js';
import { areFiles } from '#book/reading/stored.js';
import { Stage, sale } from '../journeys/stage.js';
import { childrenOf } from '../processes/children.js';
import { ENDLESS, HOGS, REFUSED } from './hostile-sql.data.js';

/** Milliseconds that a statement has here. */
const LIMIT = 700;
/** Megabytes: Node and DuckDB themselves, what a statement may take, and the answer it is made into. */
const MOST_RESIDENT = 520;
const STAYS = new AbortController().signal;
const SUM = 'SELECT region, sum(net) AS net FROM sales GROUP BY ALL ORDER BY region';

describe('SQL of strangers', () => {
  let stage: Stage;
  let version: IndexedVersion;
  let desk: SqlDesk;
  const errors: unknown[] = [];

  beforeAll(async () => {
    stage = await Stage.open();
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2023-01-01' });
    for (const region of ['north', 'south'])
      await stage.record('/v1/sales', sale(`s-${region}`, 'ada', '2023-03-01', '12.5', { region }));
    await stage.get('/v1/customers/ada');
    version = await stage.book.models.use(undefined, async ({ stored }) => {
      if (!areFiles(stored)) throw new Error('no files');
      return stored;
    });
    const onError = (error: unknown): unknown => errors.push(error);
    desk = new SqlDesk({ schema: VIEW_SCHEMA, tables: SQL_TABLES, zone: 'UTC', limit: LIMIT, onError });
  });
  afterAll(async () => {
    await desk.close();
    await stage.close();
  });

  const json = async (sql: string, asker = STAYS): Promise<string> => {
    const { pieces } = await desk.json(version, { sql, today: 20_000 }, asker);
    return Buffer.concat(pieces).toString();
  };
  /** The code it is refused with, or what it answers. */
  const said = (sql: string): Promise<string> =>
    json(sql).catch((error: unknown) => (error instanceof Problem ? error.code : String(error)));
  const expectWell = async (): Promise<void> => {
    expect(JSON.parse(await json(SUM))).toMatchObject({
      rows: [
        { region: 'north', net: '12.5' },
        { region: 'south', net: '12.5' },
      ],
    });
  };

  it('is refused before it runs, whatever it is after', async () => {
    for (const [sql, code] of REFUSED) expect([sql, await said(sql)]).toEqual([sql, code]);
    await expectWell();
  });

  it('ends where it takes more memory than it may, and nothing else ends', async () => {
    for (const [sql, code] of HOGS) {
      const peak = watchedPeak();
      const answer = await said(sql);
      expect([sql, answer, peak.end() > MOST_RESIDENT]).toEqual([sql, code, false]);
      await expectWell();
    }
  });

  it('ends where it takes longer than it may', async () => {
    for (const [sql, code] of ENDLESS) {
      expect([sql, await said(sql)]).toEqual([sql, code]);
      await expectWell();
    }
  });

  it('keeps nobody waiting who asks beside it, nor takes their memory', async () => {
    const [endless, hog] = [ENDLESS[0]?.[0] ?? '', HOGS[2]?.[0] ?? ''];
    let isOver = false;
    const long = said(endless).finally(() => (isOver = true));
    await expectWell();
    expect(isOver).toBe(false);
    expect(await Promise.all([said(hog), said(SUM), long])).toEqual([
      'sql-too-large',
      expect.stringContaining('"net":"12.5"'),
      'sql-too-large',
    ]);
  });

  it('ends when its asker leaves', async () => {
    const leaving = new AbortController();
    const asked = json(ENDLESS[0]?.[0] ?? '', leaving.signal);
    leaving.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
    await expectWell();
  });

  it('is answered by the next process where the one that ran it was killed', async () => {
    await expectWell();
    for (const { pid } of processes()) process.kill(pid, 'SIGKILL');
    await expectWell();
  });

  it('leaves the server as it was', async () => {
    expect(await stage.rows({ metrics: ['revenue.net'] })).toEqual([{ 'revenue.net': '25' }]);
    expect(errors.filter((error) => !String(error).includes('ProcessEnded'))).toEqual([]);
  });
});

/** The processes that run statements for this one. */
function processes(): ReturnType<typeof childrenOf> {
  return childrenOf(process.pid, 'sql.process');
}

/** Megabytes that any of them has had at most, until it is ended. */
function watchedPeak(): { end(): number } {
  let most = 0;
  const look = (): void => {
    for (const { status } of processes())
      most = Math.max(most, Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1_024);
  };
  const timer = setInterval(look, 20);
  return {
    end: () => {
      clearInterval(timer);
      look();
      return most;
    },
  };
}
