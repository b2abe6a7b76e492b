import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startStandalone, type Standalone } from '#apps/standalone/start.js';
import type { Doings, Fact } from '#subjects/reactions.js';
import { readSettings } from '#platform/settings.js';
import { until } from '../processes/until.js';
import { scratchFolder } from './server.js';

const call = (id: string, occurredAt: string): Fact => {
  return { type: 'LogInteraction', data: { id, customerId: 'ada', kind: 'call', occurredAt } };
};

/** Thanks for every sale: a call to make, and a mail. */
function thanking(sent: string[], asked: number[]): Doings {
  return {
    reactions: [
      {
        name: 'thanks',
        follows: 'events',
        react: async ({ to, events }, book) => {
          const { meta, totals } = await book.query({ metrics: ['orders'], asOf: '2024-03-01' });
          asked.push(Number(meta.position) - to);
          const ada = await book.read('showCustomer', 'ada', { asOf: '2024-03-01', knownAt: '2999-12-31' });
          expect(ada).toMatchObject({ id: 'ada', orders: totals['orders'] });
          for (const day of [{ asOf: '2024-03-01T12:00:00Z' }, { knownAt: 'yesterday' }])
            await expect(book.query({ metrics: ['orders'], ...day })).rejects.toThrow(
              'must be a date such as "2024-01-31"',
            );
          return events
            .filter(({ type }) => type === 'SaleRecorded')
            .flatMap(({ claim, occurredAt }) => [
              { command: call(`thanks-${claim}`, occurredAt) },
              { delivery: { id: `thanks-${claim}`, kind: 'mail', channel: 'ops', subject: claim, body: null } },
            ]);
        },
      },
    ],
    scheduled: [],
    senders: { mail: { send: async ({ id }) => void sent.push(id) } },
  };
}

describe('reactions of a book', () => {
  const sent: string[] = [];
  const behind: number[] = [];
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let standalone: Standalone;
  let position = '0';

  const start = async (doings?: Doings): Promise<void> => {
    const settings = readSettings({ TALLY_DATA_DIR: scratch.folder, TALLY_PORT: '0', TALLY_LOG_LEVEL: 'silent' });
    standalone = await startStandalone({ settings, ...(doings && { doings }) });
  };
  const send = async (path: string, body: object, expected = 201): Promise<Record<string, unknown>> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(standalone.url + path, init);
    expect(response.status).toBe(expected);
    return (await response.json()) as Record<string, unknown>;
  };
  const sale = async (id: string): Promise<void> => {
    const lines = [{ product: 'tea', quantity: 1, unitPrice: '2' }];
    position = (await send('/v1/sales', { id, customerId: 'ada', occurredAt: '2024-03-01T12:00:00Z', lines }))[
      'position'
    ] as string;
  };
  const calls = async (): Promise<unknown> => {
    const question = { metrics: ['interactions'], where: { kind: ['call'] }, position };
    return (await send('/v1/query', question, 200))['rows'];
  };

  beforeAll(async () => {
    scratch = await scratchFolder();
    await start({ reactions: [], scheduled: [], senders: {} });
    await send('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    await sale('before');
  });

  afterAll(async () => {
    await standalone.close();
    await scratch.remove();
  });

  it('begin with what comes after, and are asked for what the figures cover', async () => {
    await standalone.close();
    await start(thanking(sent, behind));
    await sale('s-1');
    await sale('s-2');
    await until(() => sent.length === 2);
    expect(sent.toSorted()).toEqual(['thanks-s-1', 'thanks-s-2']);
    expect(Math.min(...behind)).toBeGreaterThanOrEqual(0);
    await until(async () => JSON.stringify(await calls()) === '[{"interactions":2}]');
  });

  it('do nothing again after a rebuild, a replay, a restart, and read models that were thrown away', async () => {
    await send('/v1/rebuild', {}, 202);
    await send('/v1/replays', { asOf: '2024-03-02' }, 202);
    await standalone.close();
    for (const name of await readdir(scratch.folder))
      if (/^(views-|served)/.test(name)) await rm(join(scratch.folder, name));
    await start(thanking(sent, behind));
    await sale('s-3');
    await until(() => sent.length === 3);
    expect(sent.toSorted()).toEqual(['thanks-s-1', 'thanks-s-2', 'thanks-s-3']);
    await until(async () => JSON.stringify(await calls()) === '[{"interactions":3}]');
    const response = await fetch(`${standalone.url}/readyz`);
    expect(await response.json()).toMatchObject({ status: 'ready', troubles: [] });
  });
});
