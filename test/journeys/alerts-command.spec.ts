import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../processes/until.js';
import { scratchFolder, Server, tally } from './server.js';

describe('tally alerts', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: Server;
  const told = async (...args: readonly string[]): Promise<string> => {
    const { code, out, err } = await tally(['alerts', ...args, '--url', server.url]);
    expect([code, err]).toEqual([0, '']);
    return out;
  };
  /** The cells of each line after the head. */
  const cells = (table: string): readonly (readonly string[])[] =>
    table
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s{2,}/));

  beforeAll(async () => {
    scratch = await scratchFolder();
    server = await Server.start(`${scratch.folder}/data`);
    const rule = { title: 'Units', metric: 'units', by: 'region', window: 'year', condition: { above: '1' } };
    await server.send('PUT', '/v1/alerts/units', rule);
    await server.send('PUT', '/v1/alerts/quiet', { ...rule, condition: { above: '1000' }, severity: 'info' });
    const lines = [{ product: 'tea', quantity: 2, unitPrice: '1' }];
    const occurredAt = new Date().toISOString();
    expect((await server.post('/v1/sales', { id: 's', occurredAt, region: 'south', lines })).status).toBe(201);
    await until(async () => ((await server.get('/v1/alerts?state=firing'))['alerts'] as unknown[]).length === 1);
  });
  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  it('lists every alert with the parts that ever fired, all or those in a state', async () => {
    expect(cells(await told()).map((row) => row.slice(0, 7))).toEqual([
      ['quiet', 'info', 'units', 'year', 'ok'],
      ['units', 'warning', 'units', 'year', 'south', 'firing', '2'],
    ]);
    expect(cells(await told('--state', 'firing')).map(([alert]) => alert)).toEqual(['units']);
    const { alerts } = JSON.parse(await told('list', '--state', 'ok', '--format', 'json')) as {
      alerts: { id: string }[];
    };
    expect(alerts.map(({ id }) => id)).toEqual(['quiet']);
    expect((await told('--format', 'csv')).split('\r\n')[0]).toContain('id,version,');
  });

  it('has done what people do about a part, once', async () => {
    const part = ['--part', 'south', '--actor', 'ann'];
    expect(await told('acknowledge', 'units', ...part)).toMatch(/^acknowledged; position \d+\n$/);
    expect(await told('acknowledge', 'units', ...part)).toBe('it was acknowledged before\n');
    expect(await told('assign', 'units', '--to', 'ben', ...part)).toMatch(/^assigned to ben; position/);
    expect(await told('comment', 'units', 'a fair in town', ...part)).toMatch(/^commented; position/);
    expect(cells(await told('--state', 'acknowledged'))[0]?.slice(4, 6)).toEqual(['south', 'acknowledged']);
    expect(await told('snooze', 'units', '--until', '2999-01-01', ...part)).toMatch(
      /^snoozed until 2999-01-01; position/,
    );
    expect(cells(await told('show', 'units'))[0]?.slice(0, 3)).toEqual(['south', 'snoozed', '2']);
    expect(await told('history', 'units')).toContain(
      'acknowledged (ann); assigned ben (ann); commented a fair in town (ann); snoozed (ann)',
    );
  });

  it('says what is wrong with how it was called', async () => {
    const wrong = async (...args: readonly string[]): Promise<unknown> =>
      (await tally(['alerts', ...args, '--url', server.url])).code;
    expect(await wrong('show', 'none')).toBe(2);
    expect(await wrong('acknowledge', 'quiet')).toBe(2);
    expect(await wrong('snooze', 'units')).toBe(2);
    expect(await wrong('--state', 'burning')).toBe(2);
  });
});
