import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { servedIn } from '#book/versions/folder-register.js';
import { scratchFolder, Server, tally } from '../journeys/server.js';
import { until } from '../processes/until.js';

const SALES = 400;

describe('a server killed while its read models change over', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: Server;

  beforeEach(async () => {
    scratch = await scratchFolder();
    server = await Server.start(scratch.folder);
    await server.post('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    const lines = Array.from({ length: SALES }, (_, i) => {
      const sold = [{ product: 'tea', quantity: 1, unitPrice: '1' }];
      const data = { id: `s${String(i)}`, customerId: 'ada', occurredAt: '2024-02-01T12:00:00Z', lines: sold };
      return JSON.stringify({ type: 'RecordSale', data });
    });
    const { body } = await server.bulk(lines);
    expect(body).toMatchObject({ accepted: SALES, errors: [] });
    await server.rows({ metrics: ['orders'], position: body['position'] });
  });
  afterEach(async () => {
    await server.stop();
    await scratch.remove();
  });

  const names = async (): Promise<readonly string[]> =>
    (await readdir(scratch.folder)).flatMap((file) => /^views-(.*)\.sqlite$/.exec(file)?.[1] ?? []).sort();
  /** Has the next version made, kills the server at a moment of that, and starts it again. */
  const killAt = async (moment: 'begun' | 'built' | 'switched', begin: () => Promise<unknown>): Promise<void> => {
    const [before, served] = [await names(), await servedIn(scratch.folder)];
    // It may never be answered.
    const begun = begin().catch(() => undefined);
    await until(async () => {
      const next = (await names()).find((name) => !before.includes(name));
      if (next === undefined) return false;
      if (moment === 'switched') return (await servedIn(scratch.folder)) !== served;
      return moment === 'begun' || existsSync(join(scratch.folder, `views-${next}.sqlite-wal`));
    });
    await server.kill('SIGKILL');
    await begun;
    server = await Server.start(scratch.folder);
  };
  const shown = async (): Promise<unknown> => {
    const { status, body } = await server.post('/v1/query', { metrics: ['orders', 'customers.total'] });
    const { definitions } = (body['meta'] ?? {}) as { definitions?: { lifecycle: string } };
    return [status, body['rows'], definitions?.lifecycle];
  };
  const verified = async (events: number): Promise<void> => {
    await server.stop();
    const { code, out } = await tally(['verify', '--data', scratch.folder]);
    expect([code, out]).toEqual([
      0,
      `equal to a fresh fold of ${String(events)} events, up to position ${String(events)}\n`,
    ]);
  };
  const ROWS = [{ orders: SALES, 'customers.total': 1 }];

  it.each(['begun', 'built', 'switched'] as const)(
    'goes on with a publication: the next version is %s, and nothing else is left over',
    async (moment) => {
      const effectiveFrom = '2024-01-01';
      const policy = { id: 'strict', effectiveFrom, policy: { churnAfterDays: 60, atRiskAfterDays: 30 } };
      await killAt(moment, () => server.post('/v1/policies/lifecycle', policy));
      await until(async () => JSON.stringify(await shown()) === JSON.stringify([200, ROWS, 'strict']));
      // The one before tells what was known before.
      const publication = String(SALES + 3);
      await until(async () => (await names()).length === 2);
      expect([await names(), await servedIn(scratch.folder)]).toEqual([
        ['0.1', `${publication}.2`],
        `${publication}.2`,
      ]);
      await verified(SALES + 3);
    },
  );

  it.each(['begun', 'built', 'switched'] as const)(
    'goes on with a rebuild: the next version is %s, and nothing else is left over',
    async (moment) => {
      await killAt(moment, () => server.post('/v1/rebuild', {}));
      await until(async () => (await names()).length === 1);
      expect(await shown()).toEqual([200, ROWS, 'default']);
      // One whose beginning was not written down is begun again, under the name that is free.
      expect([['0.1'], ['0.2']]).toContainEqual(await names());
      expect([await servedIn(scratch.folder)]).toEqual(await names());
      await verified(SALES + 2);
    },
  );
});
