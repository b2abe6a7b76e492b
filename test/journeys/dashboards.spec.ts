import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

const PATH = '/v1/dashboards/sales';
const ORDERS = { metrics: ['orders'], from: '2024-01-01' };
const SAVED = { title: 'By channel', question: { ...ORDERS, by: ['channel'] }, chart: { kind: 'bar' } };
const tile = (question: unknown, more: object = {}) => ({ question, width: 6, height: 3, ...more });

interface Tile {
  readonly question: string | null;
  readonly title: string | null;
  readonly chart: { readonly kind: string };
  readonly answer: {
    readonly totals: object;
    readonly meta: { readonly position: string; readonly asOf: string };
  } | null;
  readonly problem?: { readonly code: string; readonly status: number };
}

describe('a dashboard', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-03-01T10:00:00Z');
    await stage.record('/v1/questions/channels', SAVED, 'PUT');
    await stage.record('/v1/sales', sale('s1', undefined, '2024-02-10', '5', { channel: 'web' }));
    await stage.record('/v1/sales', sale('s2', undefined, '2024-02-11', '7', { channel: 'shop' }));
  });
  afterAll(() => stage.close());

  const put = (body: object) => stage.send('PUT', PATH, body);
  async function answer(parameters = ''): Promise<{ readonly position: unknown; readonly tiles: readonly Tile[] }> {
    const { tiles, meta } = await stage.get(`${PATH}/answer${parameters}`);
    return { tiles: tiles as readonly Tile[], position: (meta as { readonly position: unknown }).position };
  }
  const totals = ({ tiles }: { readonly tiles: readonly Tile[] }) => tiles.map((one) => one.answer?.totals);

  it('answers every tile from one position, saved questions and its own', async () => {
    await stage.record(
      PATH,
      { title: 'Sales', tiles: [tile('channels'), tile(ORDERS), tile(ORDERS, { chart: { kind: 'table' } })] },
      'PUT',
    );
    const { tiles, position } = await answer();
    expect(tiles.map(({ question, title, chart }) => [question, title, chart.kind])).toEqual([
      ['channels', 'By channel', 'bar'],
      [null, null, 'kpi'],
      [null, null, 'table'],
    ]);
    expect(tiles.map((one) => [one.answer?.totals, one.answer?.meta.position])).toEqual(
      tiles.map(() => [{ orders: 2 }, position]),
    );
    expect(position).toBe(stage.position);
  });

  it('limits each tile to what it is limited to, beside what the tile is', async () => {
    const limited = { ...ORDERS, where: { channel: ['web', 'mail'] } };
    const other = { ...ORDERS, where: { channel: ['mail'] } };
    const tiles = [tile('channels'), tile(limited), tile(other)];
    expect((await put({ title: 'Sales', filters: { channel: ['web'] }, tiles })).status).toBe(200);
    await stage.bulk([{ type: 'SetDashboard', data: { id: 'x', title: 'X', tiles: [tile('channels')] } }]);
    const found = await answer();
    expect(totals(found)).toEqual([{ orders: 1 }, { orders: 1 }, undefined]);
    expect(found.tiles[2]?.problem).toMatchObject({ code: 'invalid-request', status: 400 });
  });

  it('is asked as of a time, for a period, all tiles alike', async () => {
    const body = { title: 'Sales', tiles: [tile('channels'), tile({ ...ORDERS, asOf: '2024-02-10' })] };
    await stage.bulk([{ type: 'SetDashboard', data: { id: 'sales', ...body } }]);
    expect(totals(await answer())).toEqual([{ orders: 2 }, { orders: 1 }]);
    expect(totals(await answer('?asOf=2024-02-10'))).toEqual([{ orders: 1 }, { orders: 1 }]);
    expect(totals(await answer('?asOf=2024-03-01&period=this-month'))).toEqual([{ orders: 0 }, { orders: 0 }]);
    expect(totals(await answer('?knownAt=2024-02-29'))).toEqual([{ orders: 0 }, { orders: 0 }]);
    expect((await answer('?asOf=never')).tiles.map((one) => one.problem?.code)).toEqual([
      'invalid-request',
      'invalid-request',
    ]);
  });

  it('says of no position that every tile is of it where one is known at an instant of its own', async () => {
    const before = { ...ORDERS, knownAt: '2024-02-29T00:00:00Z' };
    const body = { title: 'Then and now', tiles: [tile(ORDERS), tile(before)] };
    await stage.bulk([{ type: 'SetDashboard', data: { id: 'then', ...body } }]);
    const { tiles, meta } = await stage.get('/v1/dashboards/then/answer');
    expect(totals({ tiles: tiles as readonly Tile[] })).toEqual([{ orders: 2 }, { orders: 0 }]);
    expect(meta).toEqual({ position: null });
  });

  it('says of a tile whose question was retired that there is none, and answers the others', async () => {
    const gone = await stage.send('DELETE', '/v1/questions/channels');
    stage.position = String(gone.body['position']);
    const { tiles } = await answer();
    expect(tiles.map((one) => [one.answer?.totals, one.problem?.code])).toEqual([
      [undefined, 'not-found'],
      [{ orders: 1 }, undefined],
    ]);
  });

  it('is refused with a part that means nothing, which it names', async () => {
    const wrong = async (body: object) => {
      const { status, body: problem } = await put({ title: 'Sales', tiles: [tile(ORDERS)], ...body });
      return [status, problem['code'], (problem['errors'] as { readonly field: string }[])[0]?.field];
    };
    expect(await wrong({ tiles: [tile(ORDERS), tile('never')] })).toEqual([
      400,
      'invalid-request',
      'tiles[1].question',
    ]);
    expect(await wrong({ tiles: [tile({ metrics: ['nonsense'] })] })).toEqual([
      400,
      'unknown-metric',
      'tiles[0].question.metrics',
    ]);
    expect(await wrong({ filters: { colour: ['red'] } })).toEqual([400, 'unknown-dimension', 'filters.colour']);
    expect(await wrong({ tiles: [tile(ORDERS, { width: 13 })] })).toEqual([400, 'invalid-request', 'tiles[0].width']);
    expect(await wrong({ tiles: [] })).toEqual([400, 'invalid-request', 'tiles']);
    expect(await wrong({ tiles: [tile(7)] })).toEqual([400, 'invalid-request', 'tiles[0].question']);
    expect(await stage.problem('GET', '/v1/dashboards/never/answer')).toBe('404 not-found');
  });

  it('in lines of a bulk request may name a question of the line before', async () => {
    await stage.bulk([
      { type: 'SetQuestion', data: { id: 'new', ...SAVED } },
      { type: 'SetDashboard', data: { id: 'board', title: 'Board', tiles: [tile('new')] } },
    ]);
    expect((await stage.get('/v1/dashboards/board/answer'))['tiles']).toMatchObject([
      { question: 'new', title: 'By channel' },
    ]);
  });
});
