import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { servedIn } from '#book/versions/folder-register.js';
import { until } from '../processes/until.js';
import { QUIET, sale, Stage } from './stage.js';

const QUESTION = { metrics: ['customers.count'], by: ['stage'], asOf: '2024-04-30' };
const STRICT = { id: 'strict', effectiveFrom: '2024-01-01', policy: { churnAfterDays: 60, atRiskAfterDays: 30 } };
/** What the question is answered under either policy: ada bought 89 days before, bob 41. */
const BEFORE = { lifecycle: 'default', rows: ['active 1', 'at_risk 1'] };
const AFTER = { lifecycle: 'strict', rows: ['at_risk 1', 'churned 1'] };

describe('the version of the read models that is served', () => {
  let stage: Stage;
  let folder: string;

  beforeEach(async () => {
    stage = (await Stage.open(QUIET)).at('2024-06-01T09:00:00Z');
    folder = await stage.folder();
    for (const id of ['ada', 'bob']) await stage.record('/v1/customers', { id, registeredAt: '2023-01-01' });
    await stage.record('/v1/sales', sale('s1', 'ada', '2024-02-01', '20'));
    await stage.record('/v1/sales', sale('s2', 'bob', '2024-03-20', '15'));
    await stage.query(QUESTION);
  });
  afterEach(() => stage.close());

  /** Answered at once by what is served. */
  const asked = async (): Promise<typeof BEFORE> => {
    const { status, body } = await stage.send('POST', '/v1/query', QUESTION);
    expect([status, body['detail']]).toEqual([200, undefined]);
    const { definitions } = body['meta'] as { definitions: { lifecycle: string } };
    const rows = body['rows'] as readonly Record<string, unknown>[];
    return {
      lifecycle: definitions.lifecycle,
      rows: rows.map((row) => `${String(row['stage'])} ${String(row['customers.count'])}`),
    };
  };
  const served = (): Promise<string | undefined> => servedIn(folder);
  const files = async (): Promise<readonly string[]> =>
    (await readdir(folder)).filter((name) => /^views-.*\.sqlite$/.test(name)).sort();
  /** Four callers who ask all the time while something happens. @returns what they were answered, without repetitions */
  const answersDuring = async (work: () => Promise<void>): Promise<readonly (typeof BEFORE)[]> => {
    const answers: string[][] = [];
    let working = true;
    const callers = Array.from({ length: 4 }, async () => {
      const own: string[] = [];
      answers.push(own);
      while (working) own.push(JSON.stringify(await asked()));
      own.push(JSON.stringify(await asked()));
    });
    await work().finally(() => (working = false));
    await Promise.all(callers);
    // Of each caller in order: nobody goes back.
    const kinds = answers.map((own) => own.filter((answer, i) => answer !== own[i - 1]));
    return [...new Set(kinds.map((own) => own.join('\n')))].flatMap((own) =>
      own.split('\n').map((answer) => JSON.parse(answer) as typeof BEFORE),
    );
  };

  it('changes with a publication, while every question is answered by the one or by the other', async () => {
    const answers = await answersDuring(async () => {
      await stage.record('/v1/policies/lifecycle', STRICT);
      await stage.query(QUESTION);
      await until(async () => (await asked()).lifecycle === 'strict');
    });
    expect(answers).toEqual([BEFORE, AFTER]);
    expect(await served()).toBe(`${stage.position}.2`);
    // The one before tells what was known before.
    expect(await files()).toEqual(['views-0.1.sqlite', `views-${stage.position}.2.sqlite`]);
    const { rows } = (await stage.query({ ...QUESTION, knownAt: '2024-05-31' })) as { rows: readonly unknown[] };
    expect(rows).toEqual([]);
  });

  it('changes with a rebuild, and nobody notices', async () => {
    const answers = await answersDuring(async () => {
      expect((await stage.send('POST', '/v1/rebuild')).status).toBe(202);
      await until(async () => (await served()) === '0.2');
    });
    expect(answers).toEqual([BEFORE]);
    await until(async () => (await files()).length === 1);
    expect(await files()).toEqual(['views-0.2.sqlite']);
    await stage.record('/v1/sales', sale('s3', 'ada', '2024-04-30', '1'));
    expect(await stage.rows({ metrics: ['orders'] })).toEqual([{ orders: 3 }]);
  });

  it('stays while the next one cannot be opened, says so, and changes when it can', async () => {
    const next = `${String(Number(stage.position) + 1)}.2`;
    const inTheWay = join(folder, `views-${next}.sqlite-wal`);
    await mkdir(inTheWay);
    await stage.record('/v1/policies/lifecycle', STRICT);
    await until(async () => (await stage.send('GET', '/readyz')).status === 503);
    expect((await stage.send('GET', '/readyz')).body).toMatchObject({
      troubles: [expect.stringContaining('the projector has stopped and is being started again')],
    });
    expect([await asked(), await served()]).toEqual([BEFORE, '0.1']);
    await rmdir(inTheWay);
    await until(async () => (await served()) === next);
    expect(await stage.query(QUESTION)).toMatchObject({ meta: { definitions: { lifecycle: 'strict' } } });
    expect(await asked()).toEqual(AFTER);
    await stage.ready();
  });
});
