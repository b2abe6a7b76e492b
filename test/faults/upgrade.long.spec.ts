import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { changeStoredFacts } from '#testing/stored-facts.js';
import { QUIET, sale, Stage } from '../journeys/stage.js';
import { tally } from '../journeys/server.js';
import { until } from '../processes/until.js';

const COUNTS = { metrics: ['orders', 'customers.total'] };

describe('read models of an earlier release', () => {
  let stage: Stage;
  let folder: string;

  beforeEach(async () => {
    stage = await Stage.open(QUIET);
    folder = await stage.folder();
    stage.at('2024-03-01T00:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    await stage.record('/v1/sales', sale('s1', 'ada', '2024-02-01', '10'));
    await stage.record('/v1/opportunities', { id: 'o1', customerId: 'ada', openedAt: '2024-02-01', value: '5' });
    await stage.query({ metrics: ['orders'] });
    await stage.stop();
  });
  afterEach(() => stage.close());

  const inFile = (sql: string): void => {
    const db = new DatabaseSync(join(folder, 'views-0.1.sqlite'));
    db.exec(sql);
    db.close();
  };
  /** The layout before layouts were numbered, of a schema without a meaning. */
  const makeForeign = (): void =>
    inFile("PRAGMA user_version = 0; UPDATE about SET schema = json_remove(schema, '$.meaning')");
  /** As they were when nothing was counted of opportunities. */
  const makeOlder = (): void => {
    const series = VIEW_SCHEMA.series.filter(({ name }) => name !== 'deals');
    const collections = VIEW_SCHEMA.collections.filter(({ name }) => name !== 'opportunities');
    const schema = JSON.stringify({ ...VIEW_SCHEMA, series, collections });
    inFile(`UPDATE about SET schema = '${schema}'; DROP TABLE docs_opportunities`);
    changeStoredFacts(join(folder, 'views-0.1.sqlite'), (facts) => facts.filter((fact) => fact.series !== 'deals'));
  };
  const files = async (): Promise<readonly string[]> =>
    (await readdir(folder)).filter((name) => /^views-.*\.sqlite$/.test(name)).sort();
  /** A new version cannot be made meanwhile. @returns how to end that */
  const inTheWay = async (name: string): Promise<() => Promise<void>> => {
    const path = join(folder, `views-${name}.sqlite-wal`);
    await mkdir(path);
    return () => rmdir(path);
  };
  const isReady = async (): Promise<boolean> => (await stage.send('GET', '/readyz')).status === 200;
  const verified = async (): Promise<void> => {
    await stage.stop();
    expect((await tally(['verify', '--data', folder])).code).toBe(0);
  };

  it('of another layout stay until the new ones are served', async () => {
    makeForeign();
    await stage.start(QUIET);
    expect(await stage.rows(COUNTS)).toEqual([{ orders: 1, 'customers.total': 1 }]);
    await until(async () => (await files()).length === 1);
    expect(await files()).toEqual(['views-0.2.sqlite']);
    await verified();
  });

  it('that cannot be read refuse questions and keep their file while new ones are built', async () => {
    makeForeign();
    const free = await inTheWay('0.2');
    const starting = stage.start(QUIET);
    await until(async () => (await files()).length === 2);
    expect(await files()).toEqual(['views-0.1.sqlite', 'views-0.2.sqlite']);
    await free();
    await starting;
    expect(await stage.rows(COUNTS)).toEqual([{ orders: 1, 'customers.total': 1 }]);
    await until(async () => (await files()).length === 1);
    await verified();
  });

  it('that can be read answer what they can until new ones are served', async () => {
    makeOlder();
    const free = await inTheWay('0.2');
    await stage.start(QUIET);
    expect(await stage.rows(COUNTS)).toEqual([{ orders: 1, 'customers.total': 1 }]);
    expect(await stage.send('GET', '/v1/customers/ada')).toMatchObject({ status: 200, body: { orders: 1 } });
    expect(await stage.problem('POST', '/v1/query', { metrics: ['opportunities.opened'] })).toBe(
      '503 views-unavailable',
    );
    const { position } = await stage.record('/v1/sales', sale('s2', 'ada', '2024-02-02', '20'));
    expect((await stage.send('POST', '/v1/query', COUNTS)).body['rows']).toEqual([{ orders: 1, 'customers.total': 1 }]);
    expect((await stage.send('GET', '/readyz')).body).toMatchObject({ building: { position: 0 } });

    await free();
    await until(async () => (await isReady()) && (await files()).length === 1);
    expect([position, await stage.rows({ metrics: ['orders', 'opportunities.opened'] })]).toEqual([
      '5',
      [{ orders: 2, 'opportunities.opened': 1 }],
    ]);
    await verified();
  });

  it('that it wrote down in a file of its own are served as they are, and tell what was known before', async () => {
    const policy = { id: 'strict', effectiveFrom: '2024-01-01', policy: { churnAfterDays: 60, atRiskAfterDays: 30 } };
    await stage.start(QUIET);
    stage.at('2024-03-03T00:00:00Z');
    await stage.record('/v1/policies/lifecycle', policy);
    const ask = async (knownAt?: string) => {
      const { rows, meta } = await stage.query({ ...COUNTS, ...(knownAt !== undefined && { knownAt }) });
      return [rows, (meta as { definitions: unknown }).definitions];
    };
    const answers = async () => [await ask(), await ask('2024-03-02')];
    const before = await answers();
    await stage.stop();

    await rm(join(folder, 'versions.sqlite'));
    await writeFile(join(folder, 'served'), '5.2\n');
    await stage.start(QUIET);
    expect(await answers()).toEqual(before);
    expect(before).toEqual([
      [[{ orders: 1, 'customers.total': 1 }], { lifecycle: 'strict', tiers: 'default' }],
      [[{ orders: 1, 'customers.total': 1 }], { lifecycle: 'default', tiers: 'default' }],
    ]);
    expect([await files(), (await readdir(folder)).includes('served')]).toEqual([
      ['views-0.1.sqlite', 'views-5.2.sqlite'],
      false,
    ]);
    expect((await stage.send('GET', '/v1/replays')).body).toEqual({ replays: [] });
    await verified();
  });

  it.each([['rebuild', 'rebuilt up to position 4 '] as const, ['query', 'orders'] as const])(
    'are no matter to tally %s on the folder',
    async (command, said) => {
      makeForeign();
      const { code, out, err } = await tally([command, ...(command === 'query' ? ['orders'] : []), '--data', folder]);
      expect([code, out.includes(said), err]).toEqual([0, true, '']);
      await stage.start(QUIET);
      expect(await stage.rows(COUNTS)).toEqual([{ orders: 1, 'customers.total': 1 }]);
    },
  );

  it('go on being built where a start before left off', async () => {
    makeForeign();
    const free = await inTheWay('0.2');
    const starting = stage.start(QUIET);
    await until(async () => (await files()).length === 2);
    await free();
    await starting;
    await stage.stop();
    await stage.start(QUIET);
    await until(async () => (await files()).length === 1);
    expect(await files()).toEqual(['views-0.2.sqlite']);
    expect(await stage.rows(COUNTS)).toEqual([{ orders: 1, 'customers.total': 1 }]);
  });
});

describe('a publication whose version cannot be made', () => {
  it('is tried again until it can, and old figures are answered meanwhile', async () => {
    const stage = (await Stage.open(QUIET)).at('2024-03-01T00:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    const path = join(await stage.folder(), 'views-3.2.sqlite-wal');
    await mkdir(path);
    const policy = { id: 'strict', effectiveFrom: '2024-01-01', policy: { churnAfterDays: 60, atRiskAfterDays: 30 } };
    await stage.send('POST', '/v1/policies/lifecycle', policy);
    const trouble = async () => ((await stage.send('GET', '/readyz')).body['troubles'] as readonly string[])[0] ?? '';
    await until(async () => (await trouble()).includes('the projector has stopped and is being started again'));
    const definitions = async () =>
      ((await stage.send('POST', '/v1/query', COUNTS)).body['meta'] as { definitions: unknown }).definitions;
    expect(await definitions()).toEqual({ lifecycle: 'default', tiers: 'default' });
    await rmdir(path);
    stage.position = '3';
    await stage.query(COUNTS);
    expect(await definitions()).toEqual({ lifecycle: 'strict', tiers: 'default' });
    await stage.close();
  });
});
