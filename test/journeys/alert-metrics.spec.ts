import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../processes/until.js';
import { alertsOn } from './alerts-on-stage.js';
import { sale, Stage } from './stage.js';

const DAY = '2024-03-01';

describe('alerts on metrics that are no built-in figures', () => {
  let stage: Stage;
  const { define, told, settled, judged, partsOf } = alertsOn(() => stage);
  const minute = (): void => {
    stage.now = new Date(stage.now.getTime() + 60_000);
  };
  const metric = async (name: string, formula: object, status = 201): Promise<void> => {
    const said = { title: name, definition: 'As its formula says.', formula };
    const answer = await stage.send('PUT', `/v1/metrics/custom.${name}`, said);
    expect([answer.body, answer.status]).toEqual([answer.body, status]);
    stage.position = String(answer.body['position']);
  };
  const net = (channel: string) => ({ metric: 'revenue.net', where: { channel: [channel] } });

  /** What a part that goes by nothing has become, after it fired. */
  const becomes = (id: string, state: string): Promise<void> =>
    until(async () => (await told(id)).length > 0 && (await partsOf(id))[0]?.state === state);
  const left = async () => (await stage.send('GET', '/v1/messages')).body['messages'] as readonly object[];

  beforeAll(async () => {
    stage = await Stage.open({}, {}, `${DAY}T08:00:00Z`);
  });
  afterAll(() => stage.close());

  it('fire at once where more can only make more of it, and anew when callers define it otherwise', async () => {
    await metric('sold', { sum: [net('web')] });
    await define('sold', { metric: 'custom.sold', by: 'region', condition: { above: '100' } });
    await stage.record('/v1/sales', sale('s1', undefined, DAY, '60', { channel: 'web', region: 'south' }));
    await stage.record('/v1/sales', sale('s2', undefined, DAY, '70', { channel: 'shop', region: 'south' }));
    await judged();
    expect(await told('sold')).toEqual([]);
    await metric('sold', { sum: [net('web'), net('shop')] }, 200);
    await settled('sold', [`south 130 for ${DAY}`]);
    await metric('sold', { sum: [net('shop')] }, 200);
    await settled('sold', [`south 130 for ${DAY}, over 70 for ${DAY}`]);
    expect((await stage.get('/v1/alerts/sold'))['parts']).toMatchObject([{ part: 'south', state: 'ok', value: '70' }]);
  });

  it('wait for the end of the window where more of something makes less of it', async () => {
    await metric('ahead', { difference: [net('web'), net('shop')] });
    await metric('each', { ratio: [{ metric: 'revenue.net' }, { metric: 'orders' }] });
    await define('ahead', { metric: 'custom.ahead', by: 'region', condition: { above: '50' } });
    await define('each', { metric: 'custom.each', by: 'region', condition: { below: '100' } });
    await stage.record('/v1/sales', sale('s3', undefined, DAY, '100', { channel: 'web', region: 'north' }));
    await judged();
    expect([await told('ahead'), await told('each')]).toEqual([[], []]);
    stage.at('2024-03-02T00:00:01Z');
    await settled('ahead', [`north 100 for ${DAY}`]);
    await settled('each', [`south 65 for ${DAY}`]);
    const trial = await stage.send('POST', '/v1/alerts/ahead/backtest', { from: DAY, to: DAY });
    expect(trial.body).toMatchObject({
      knownThen: { firings: [{ day: DAY, part: 'north', value: '100' }] },
      differ: [],
    });
  });

  it('watch the system itself, minute by minute', async () => {
    await stage.record('/v1/channels/desk', { kind: 'inbox' }, 'PUT');
    await define('disk', { metric: 'system.disk_free', condition: { above: '1' }, channels: ['desk'] });
    await define('lag', { metric: 'system.lag_seconds', condition: { above: '3600' } });
    await stage.get('/v1/alerts');
    minute();
    await becomes('disk', 'firing');
    const full = { metric: 'system.disk_free', condition: { above: '9000000000000000' }, channels: ['desk'] };
    await define('disk', full, 200);
    await stage.get('/v1/alerts');
    minute();
    await becomes('disk', 'ok');
    await until(async () => {
      // The outbox looks again when time has passed.
      stage.now = new Date(stage.now.getTime() + 10);
      return (await left()).length > 0;
    });
    expect(await left()).toMatchObject([{ channel: 'desk', subject: 'alert', title: 'disk' }]);
    expect(await partsOf('disk')).toMatchObject([{ part: '', occasion: 1, state: 'ok' }]);
    expect(await told('lag')).toEqual([]);
    expect((await stage.get('/v1/alerts/disk/history?days=31'))['wouldHaveFired']).toEqual([]);
  });

  it('are listed beside the figures, and asked for by no question', async () => {
    const { metrics, system } = (await stage.get('/v1/metrics')) as Record<
      string,
      readonly { readonly name: string }[]
    >;
    const names = system?.map(({ name }) => name) ?? [];
    expect(names).toEqual(expect.arrayContaining(['system.lag_seconds', 'system.parked', 'system.deliveries_failed']));
    expect(metrics?.some(({ name }) => names.includes(name))).toBe(false);
    for (const name of names) {
      const { status, body } = await stage.send('POST', '/v1/query', { metrics: [name] });
      expect([status, body['code'], body['detail']]).toEqual([
        400,
        'unknown-metric',
        expect.stringContaining('alerts'),
      ]);
    }
  });

  it.each<[string, object, string]>([
    [
      'of what has no history',
      { metric: 'system.parked', condition: { noData: true }, for: '1d' },
      '400 invalid-request',
    ],
    [
      'that have to hold for days',
      { metric: 'system.parked', condition: { above: '1' }, for: '1d' },
      '400 invalid-request',
    ],
    [
      'by what the system does not go by',
      { metric: 'system.parked', condition: { above: '1' }, by: 'region' },
      '400 unknown-dimension',
    ],
    ['of what nobody has defined', { metric: 'custom.none', condition: { above: '1' } }, '400 unknown-metric'],
    [
      'longer than the book',
      { metric: 'orders', condition: { above: '1' }, window: 'last-30-days' },
      '400 invalid-request',
    ],
  ])('are refused %s', async (_name, rule, problem) => {
    const said = { title: 't', window: 'day', ...rule };
    expect(await stage.problem('PUT', '/v1/alerts/wrong', said)).toBe(problem);
  });
});
