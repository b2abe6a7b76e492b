import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

describe('access, contract test 40: a clock that does not fit the log', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-03-01T12:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
  });
  afterAll(() => stage.close());

  const fact = sale('s1', 'ada', '2024-02-01', '10');
  const readyz = async () => {
    const { status, body } = await stage.send('GET', '/readyz');
    return [status, body['troubles']];
  };

  it.each([
    ['2024-03-01T11:58:59Z', 'before the last event (2024-03-01T12:00:00.000Z)'],
    [
      '2025-03-03T12:00:00Z',
      'over a year after the last event (2024-03-01T12:00:00.000Z): if that is right, start with',
    ],
  ])('at %s refuses every fact, says so when asked whether it is ready', async (at, why) => {
    stage.at(at);
    const response = await fetch(`${stage.url}/v1/sales`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fact),
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await response.json()).toMatchObject({ code: 'clock-unsure', detail: expect.stringContaining(why) });
    expect(await stage.problem('POST', '/v1/periods/2024-01/close', { id: 'c' })).toBe('503 clock-unsure');
    const bulk = await fetch(`${stage.url}/v1/bulk`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: JSON.stringify({ type: 'RecordSale', data: fact }),
    });
    expect([bulk.status, ((await bulk.json()) as { code: string }).code]).toEqual([503, 'clock-unsure']);
    expect(await readyz()).toEqual([503, [expect.stringMatching(/^the clock: the clock says/)]]);
    // Questions are answered all the same.
    expect(await stage.rows({ metrics: ['customers.registered'] })).toEqual([{ 'customers.registered': 1 }]);
  });

  it('is right again by itself, and no fact is recorded earlier than one before it', async () => {
    stage.at('2024-03-01T11:59:30Z');
    await stage.record('/v1/sales', fact);
    expect(await readyz()).toEqual([200, []]);
    const { events } = await stage.get('/v1/events?after=1&limit=10');
    expect((events as { recordedAt: string }[]).map(({ recordedAt }) => recordedAt)).toEqual([
      '2024-03-01T12:00:00.000Z',
      '2024-03-01T12:00:00.000Z',
    ]);
  });

  it('is believed on a book of long ago where somebody says that it is right', async () => {
    await stage.stop();
    stage.at('2030-01-01T00:00:00Z');
    await stage.start();
    expect(await stage.problem('POST', '/v1/sales', { ...fact, id: 's2' })).toBe('503 clock-unsure');
    await stage.stop();
    await stage.start({ TALLY_CLOCK: 'trusted' });
    await stage.record('/v1/sales', { ...fact, id: 's2' });
  });
});
