import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

describe('a closed period', () => {
  let stage: Stage;
  const shown = async (more = '') => {
    const body = await stage.get(`/v1/periods/2024-02${more}`);
    const figures = body['figures'] as Record<string, Record<string, unknown>[]>;
    return { ...body, total: figures['']?.[0] } as {
      closing: { number: number; digest: string };
      closings: unknown[];
      total?: object;
    };
  };
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-03-01T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', region: 'north' });
    await stage.record('/v1/sales', sale('s1', 'ada', '2024-02-01', '100'));
    await stage.record('/v1/sales', sale('s2', 'ada', '2024-02-10', '50'));
  });
  afterAll(() => stage.close());

  it('is refused before it is over, and for what is no period', async () => {
    expect(await stage.problem('POST', '/v1/periods/2024-03/close', { id: 'c' })).toBe('422 period-not-over');
    expect(await stage.problem('POST', '/v1/periods/soon/close', { id: 'c' })).toBe('400 invalid-request');
    expect(await stage.problem('GET', '/v1/periods/2024-02')).toBe('404 not-found');
  });

  it('keeps its figures whatever comes later, and after a restart', async () => {
    const closed = await stage.record('/v1/periods/2024-02/close', { id: 'c1', actor: 'controller' });
    expect(closed).toMatchObject({ id: 'c1', closing: { number: 1, period: '2024-02' } });
    expect((await stage.send('POST', '/v1/periods/2024-02/close', { id: 'c1' })).body).toMatchObject({
      duplicate: true,
      position: closed['position'],
    });
    stage.at('2024-03-05T09:00:00Z');
    await stage.record('/v1/sales', sale('late', 'ada', '2024-02-15', '7'));
    await stage.record('/v1/sales/s2/void', { id: 'v', reason: 'entered twice' });
    await stage.record('/v1/sales', sale('march', 'ada', '2024-03-02', '1'));
    const first = await shown();
    expect(first).toMatchObject({
      closing: { number: 1 },
      total: { 'revenue.net': '150', orders: 2, 'customers.new': 1 },
    });
    await stage.stop();
    await stage.start();
    expect(await shown()).toEqual(first);
  });

  it('lists what came later with its effect', async () => {
    const body = await stage.get('/v1/periods/2024-02/restatements');
    expect(
      (body['facts'] as object[]).map((fact) => [
        (fact as { type: string }).type,
        (fact as { effect: unknown }).effect,
      ]),
    ).toEqual([
      ['SaleRecorded', { orders: 1, lines: 1, units: '1', 'revenue.gross': '7' }],
      ['SaleVoided', { orders: -1, lines: -1, units: '-1', 'revenue.gross': '-50' }],
    ]);
    expect((body['changes'] as { metric: string }[]).find(({ metric }) => metric === 'revenue.net')).toEqual({
      metric: 'revenue.net',
      closed: '150',
      now: '107',
      change: '-43',
    });
    const page = await stage.get('/v1/periods/2024-02/restatements?limit=1');
    expect((page['facts'] as object[]).length).toBe(1);
    const rest = await stage.get(`/v1/periods/2024-02/restatements?limit=1&cursor=${String(page['next'])}`);
    expect((rest['facts'] as { type: string }[]).map(({ type }) => type)).toEqual(['SaleVoided']);
  });

  it('can be closed again, under a new number', async () => {
    await stage.record('/v1/periods/2024-02/close', {});
    expect(await shown()).toMatchObject({ closing: { number: 2 }, total: { 'revenue.net': '107' } });
    expect(await shown('?number=1')).toMatchObject({ closing: { number: 1 }, total: { 'revenue.net': '150' } });
    expect(await stage.get('/v1/periods/2024-02/restatements')).toMatchObject({ facts: [], changes: [] });
    expect(((await stage.get('/v1/periods'))['closings'] as object[]).length).toBe(2);
  });
});
