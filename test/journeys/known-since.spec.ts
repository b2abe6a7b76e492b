import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { auditLog } from '#log-sqlite/audit.js';
import { sale, Stage } from './stage.js';

const known = (knownSince: unknown, type: string, data: object) => ({ type, data, knownSince });
const HISTORY = [
  known('2023-01-05', 'RegisterCustomer', { id: 'ada', registeredAt: '2023-01-02', region: 'north' }),
  known('2023-01-05', 'RecordSale', sale('s-1', 'ada', '2023-01-04', '100')),
  known('2023-02-10T09:00:00Z', 'RecordSale', sale('s-2', 'ada', '2023-02-09', '10')),
  // March was known late.
  known('2023-04-20', 'RecordSale', sale('s-3', 'ada', '2023-03-15', '1')),
  known('2023-04-20', 'RefundSale', { id: 'r-1', saleId: 's-1', occurredAt: '2023-04-19', amount: '40' }),
];

interface Bulk {
  readonly accepted: number;
  readonly duplicates: number;
  readonly errors: readonly { readonly line: number; readonly code: string; readonly detail: string }[];
}

describe('history that was known before', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-03-01T09:00:00Z');
  });
  afterAll(() => stage.close());

  async function send(...lines: readonly object[]): Promise<Bulk> {
    const headers = { 'content-type': 'application/x-ndjson' };
    const body = lines.map((line) => JSON.stringify(line)).join('\n');
    return (await (await fetch(`${stage.url}/v1/bulk`, { method: 'POST', headers, body })).json()) as Bulk;
  }
  const codes = async (...lines: readonly object[]) => (await send(...lines)).errors.map(({ code }) => code);
  const net = async (clocks: object) => (await stage.rows({ metrics: ['revenue.net'], ...clocks }))[0]?.['revenue.net'];

  it('is recorded by the time it was known since, and marked in the journal and in answers', async () => {
    const { meta } = (await stage.query({ metrics: ['orders'] })) as { meta: object };
    expect(meta).not.toHaveProperty('assumedKnown');
    await stage.bulk(HISTORY);
    const { events } = (await stage.get('/v1/events?limit=10')) as { events: Record<string, unknown>[] };
    const times = [
      '2023-01-05T00:00:00.000Z',
      '2023-01-05T00:00:00.000Z',
      '2023-02-10T09:00:00.000Z',
      '2023-04-20T00:00:00.000Z',
      '2023-04-20T00:00:00.000Z',
    ];
    expect(events.map(({ recordedAt, knownSince }) => [recordedAt, knownSince])).toEqual([
      ['2024-03-01T09:00:00.000Z', undefined],
      ...times.map((time) => [time, time]),
    ]);
    const answer = await stage.query({ metrics: ['orders'], knownAt: '2023-12-31' });
    expect(answer['meta']).toMatchObject({ assumedKnown: '2023-04-20T00:00:00.000Z', knownAt: '2023-12-31' });
  });

  it('has depth: every figure as it was known on a day, and at an instant', async () => {
    const march = { asOf: '2023-04-30' };
    expect(await net({ ...march, knownAt: '2022-12-31' })).toBe('0');
    expect(await net({ ...march, knownAt: '2023-01-05' })).toBe('100');
    expect(await net({ ...march, knownAt: '2023-02-10' })).toBe('110');
    expect(await net({ ...march, knownAt: '2023-04-20' })).toBe('71');
    expect(await net(march)).toBe('71');
    expect(await net({ ...march, knownAt: '2023-02-10T08:59:59Z' })).toBe('100');
    expect(await net({ ...march, knownAt: '2023-02-10T09:00:00Z' })).toBe('110');
  });

  it('is recorded once, and not before what was known of it last, nor in the future, nor before it happened', async () => {
    expect(await send(...HISTORY)).toMatchObject({ accepted: 0, duplicates: 5, errors: [] });
    const late = sale('s-9', 'ada', '2023-04-01', '5');
    expect(await send(known('2023-04-19', 'RecordSale', late))).toMatchObject({
      accepted: 0,
      errors: [
        {
          line: 1,
          code: 'known-out-of-order',
          detail:
            'knownSince 2023-04-19T00:00:00.000Z is before that of the last fact, 2023-04-20T00:00:00.000Z: sort facts by it',
        },
      ],
    });
    expect(await codes(known('2024-03-02', 'RecordSale', late))).toEqual(['known-out-of-order']);
    expect(await codes(known('2023-05-01', 'RecordSale', sale('s-9', 'ada', '2023-05-03', '5')))).toEqual([
      'occurred-in-future',
    ]);
    for (const wrong of ['soon', 20_230_501, null])
      expect(await codes(known(wrong, 'RecordSale', late))).toEqual(['invalid-request']);
  });

  it('goes on after a restart, in one request with what is recorded by the clock, which ends it', async () => {
    await stage.stop();
    await stage.start();
    const answer = await send(
      known('2023-06-01', 'RecordSale', sale('s-4', 'ada', '2023-05-31', '1000')),
      { type: 'RecordSale', data: sale('s-5', 'ada', '2024-02-29', '10000') },
      known('2023-07-01', 'RecordSale', sale('s-6', 'ada', '2023-06-30', '5')),
      known('2023-04-20', 'RecordSale', HISTORY[3]?.data ?? {}),
    );
    expect(answer).toMatchObject({ accepted: 2, duplicates: 1 });
    expect(answer.errors.map(({ line, code }) => [line, code])).toEqual([[3, 'known-out-of-order']]);
    stage.position = '8';
    expect(
      await stage.problem('POST', '/v1/sales', { ...sale('s-7', 'ada', '2024-02-01', '1'), knownSince: '2023-07-01' }),
    ).toBe('400 invalid-request');
    const all = { asOf: '2024-03-01' };
    expect(await net({ ...all, knownAt: '2023-06-01' })).toBe('1071');
    expect(await net({ ...all, knownAt: '2024-02-29' })).toBe('1071');
    expect(await net({ ...all, knownAt: '2024-03-01' })).toBe('11071');
    const { meta } = (await stage.query({ metrics: ['orders'] })) as { meta: object };
    expect(meta).toMatchObject({ assumedKnown: '2023-06-01T00:00:00.000Z' });
  });

  it('leaves a log that is in order', async () => {
    await stage.stop();
    expect(auditLog(join(await stage.folder(), 'log.sqlite'))).toMatchObject({ position: 8, linkedLater: 0 });
    expect(auditLog(join(await stage.folder(), 'log.sqlite'))).not.toHaveProperty('fault');
  });
});
